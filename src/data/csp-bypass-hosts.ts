/* Hosts that serve scripts or callbacks that anybody can use to run code of their own: named in script-src they make a policy nearly worthless. */

/** Those of the lists of Google's CSP Evaluator (allowlist_bypasses/jsonp.ts and angular.ts, github.com/google/csp-evaluator, read on this day) that apps commonly name. */
export const CSP_BYPASS_HOSTS_AS_OF = '2026-11-25';

export const CSP_BYPASS_HOSTS: readonly string[] = [
  'accounts.google.com',
  'ajax.googleapis.com',
  'api.facebook.com',
  'api.mixpanel.com',
  'cdn.jsdelivr.net',
  'cdn.shopify.com',
  'cdn.syndication.twimg.com',
  'cdn.walkme.com',
  'cdnjs.cloudflare.com',
  'cse.google.com',
  'fast.wistia.com',
  'googleads.g.doubleclick.net',
  'graph.facebook.com',
  'gstatic.com',
  'ib.adnxs.com',
  'maps.googleapis.com',
  'mc.yandex.ru',
  'nominatim.openstreetmap.org',
  'pagead2.googlesyndication.com',
  'raw.githubusercontent.com',
  'securepubads.g.doubleclick.net',
  'syndication.twitter.com',
  'translate.googleapis.com',
  'vimeo.com',
  'www.facebook.com',
  'www.google.com',
  'www.googleadservices.com',
  'www.googleapis.com',
  'www.gstatic.com',
  'www.youtube.com',
  'yastatic.net',
];
/** Only with 'unsafe-eval' in the same directive. */
export const CSP_BYPASS_WITH_EVAL: readonly string[] = [
  'www.googletagmanager.com',
  'googletagmanager.com',
  'www.google-analytics.com',
  'ssl.google-analytics.com',
];
