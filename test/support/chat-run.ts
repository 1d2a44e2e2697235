import type { ChatRun } from '../../src/evidence/edge/chat-stream.ts';
import { quote } from '../../src/model/text.ts';

/** A chat answer that streams well. */
export const chatRun: ChatRun = {
  coding: 'identity',
  status: 200,
  contentType: quote('text/event-stream'),
  contentEncoding: null,
  cacheControl: null,
  accelBuffering: null,
  form: 'events',
  pieces: 12,
  bytes: 900,
  wireBytes: 900,
  characters: 300,
  firstBytesMs: 200,
  firstTextMs: 300,
  lastBytesMs: 3000,
  bursts: 12,
  largestGapMs: 400,
  heartbeats: 0,
  failed: false,
  cut: null,
};
