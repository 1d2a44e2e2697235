import type { Remedy } from '../../model/fix.ts';

/* Repairs of SPF that need a decision or knowledge we do not have. */

export function byHand(domain: string, name: string): Remedy {
  return {
    steps: [
      `Look up in the settings of each service that sends mail for ${domain} what it wants in SPF.`,
      `Keep exactly one TXT record at ${name} of the form: v=spf1 include:<service> include:<other service> ~all`,
    ],
  };
}

export function tooHeavyByHand(name: string): Remedy {
  return {
    steps: [
      'Take out the parts of services that you no longer use; the proof shows what each part costs.',
      `Let services that can use a name of their own below ${name} (a "custom return path") do so: they then need no place in this record.`,
    ],
  };
}

export function enterWhole(name: string): Remedy {
  return {
    steps: [
      `Find the whole text of the record that was meant for ${name}: it has more than 255 characters, and the rest was cut off when it was entered.`,
      'Enter it again as several quoted pieces of at most 255 characters with a space at the end of each: "v=spf1 … " "… ~all"',
    ],
  };
}

export function smallerAnswer(name: string): Remedy {
  return {
    steps: [
      `Look through all TXT records at ${name} and delete those that only proved once that the domain is yours and are not asked for any more.`,
      'Take parts out of SPF that are not used any more.',
    ],
  };
}

export function namesInsteadOfMx(name: string, term: string): Remedy {
  return {
    steps: [
      `Find out which of the mail servers of ${name} send mail at all; most only receive.`,
      `Put ip4:<address> of those that send in the place of "${term}" in the SPF record of ${name}, or take it out when none does.`,
    ],
  };
}
