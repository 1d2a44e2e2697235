import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Meta',
  source: 'https://developers.facebook.com/docs/facebook-login/security/',
  rotateAt: 'developers.facebook.com → App settings',
  allows: 'pretend to be your app at Facebook sign-in',
};

export const facebook: readonly SecretRule[] = [
  named(shared, {
    id: 'facebook-app-secret',
    says: 'a Facebook app secret',
    names: ['FACEBOOK_APP_SECRET', 'FACEBOOK_CLIENT_SECRET', 'META_APP_SECRET', 'WHATSAPP_APP_SECRET'],
    values: ['{32h}'],
  }),
  named(shared, {
    id: 'whatsapp-token',
    says: 'a WhatsApp or Meta access token',
    names: ['WHATSAPP_TOKEN', 'WHATSAPP_ACCESS_TOKEN', 'META_ACCESS_TOKEN', 'FACEBOOK_ACCESS_TOKEN'],
    values: ['EAA{100-300a}'],
    allows: 'send messages as you',
  }),
];
