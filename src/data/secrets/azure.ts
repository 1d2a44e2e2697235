import type { SecretRule } from '../../model/secret-rule.ts';
import { named, SPENDS, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Azure',
  source: 'https://learn.microsoft.com/azure/ai-services/openai/reference',
  rotateAt: 'portal.azure.com → Keys and endpoint',
  allows: SPENDS,
};

export const azure: readonly SecretRule[] = [
  named(shared, { id: 'azure-openai-key', says: 'an Azure OpenAI key', names: ['AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_KEY'], values: ['{32h}', '{84a}'] }),
  token(shared, {
    id: 'azure-storage-key',
    says: 'an Azure storage key',
    shapes: ['AccountKey={86p}=='],
    selfIdentifying: false,
    source: 'https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage',
    rotateAt: 'portal.azure.com → Storage account → Access keys',
    allows: 'read, change and delete your files',
  }),
  token(shared, {
    id: 'azure-shared-access-key',
    says: 'an Azure shared access key',
    shapes: ['SharedAccessKey={43p}='],
    selfIdentifying: false,
    source: 'https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas',
    rotateAt: 'portal.azure.com → Shared access policies',
    allows: 'read and send your messages',
  }),
  token(shared, {
    id: 'azure-client-secret',
    says: 'a Microsoft Entra client secret',
    shapes: ['{3k}8Q~{31-34k}', '{3k}7Q~{31-34k}'],
    source: 'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
    rotateAt: 'entra.microsoft.com → App registrations → Certificates & secrets',
    allows: 'sign in as your app',
  }),
];
