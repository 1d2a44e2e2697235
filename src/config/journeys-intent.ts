import type { JourneysIntent } from '../model/intent.ts';
import type { Expectation, Journey, Saving, Step, StepAction } from '../model/journey.ts';
import type { ExpectConfig, HttpStepConfig, JourneyConfig, JourneysConfig, SavingConfig, StepConfig } from './journeys-definition.ts';

const STEP_SECONDS = 15;
const MAIL_SECONDS = 120;

/** What a validated config says about what users do. */
export function journeysOf({ base, accounts = [], without = [], own = [] }: JourneysConfig): JourneysIntent {
  return { ...(base !== undefined && { base: new URL(base).href }), accounts, without, own: own.map(journeyOf) };
}

function journeyOf({ name, flow = 'other', steps }: JourneyConfig): Journey {
  return { name, flow, steps: steps.map(stepOf) };
}

function stepOf(step: StepConfig): Step {
  const { name, expect = {}, save = {}, withinSeconds } = step;
  const action = actionOf(step);
  return {
    name: name ?? nameOf(action),
    ...(action && { action }),
    expect: expectationOf(expect),
    save: Object.fromEntries(Object.entries(save).map(([key, saving]) => [key, savingOf(saving)])),
    withinMs: (withinSeconds ?? (action?.type === 'mail' ? MAIL_SECONDS : STEP_SECONDS)) * 1000,
  };
}

function actionOf(step: StepConfig): StepAction | undefined {
  if ('http' in step) return httpOf(step.http);
  if ('submit' in step) return { type: 'submit', fields: step.submit };
  if ('chat' in step) return { type: 'chat', message: step.chat.message };
  return 'mail' in step ? { type: 'mail' } : undefined;
}

function httpOf({ url, method, headers = {}, body, as = 'json', follow = true }: HttpStepConfig): StepAction {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    type: 'http',
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    url,
    headers: lower,
    ...(body !== undefined && { body: { as, value: body } }),
    follow,
  };
}

function nameOf(action: StepAction | undefined): string {
  if (!action) return 'look again';
  if (action.type === 'http') return action.method === 'GET' ? `open ${action.url}` : `${action.method} ${action.url}`;
  if (action.type === 'submit') return 'fill in the form and send it';
  return action.type === 'chat' ? 'ask the chat' : 'wait for the mail';
}

function expectationOf({ status, text, notText, firstTextSeconds, ...same }: ExpectConfig): Expectation {
  return {
    ...same,
    ...(status !== undefined && { status: [status].flat().map(String) }),
    ...(text !== undefined && { text: [text].flat() }),
    ...(notText !== undefined && { notText: [notText].flat() }),
    ...(firstTextSeconds !== undefined && { firstTextMs: firstTextSeconds * 1000 }),
  };
}

function savingOf(saving: SavingConfig): Saving {
  if ('json' in saving) return { from: 'json', what: saving.json };
  if ('header' in saving) return { from: 'header', what: saving.header };
  return 'field' in saving ? { from: 'field', what: saving.field } : { from: 'link', what: saving.link };
}
