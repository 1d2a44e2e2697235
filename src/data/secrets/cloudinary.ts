import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Cloudinary',
  source: 'https://cloudinary.com/documentation/how_to_integrate_cloudinary',
  rotateAt: 'console.cloudinary.com → API keys',
  allows: 'read, change and delete your files',
};

export const cloudinary: readonly SecretRule[] = [
  token(shared, { id: 'cloudinary-url', says: 'a Cloudinary address with its secret', shapes: ['cloudinary://{15d}:{27w}@{2-40w}'], selfIdentifying: false }),
  named(shared, { id: 'cloudinary-secret', says: 'a Cloudinary API secret', names: ['CLOUDINARY_API_SECRET', 'CLOUDINARY_SECRET'], values: ['{27w}'] }),
];
