/** Domains of services where anybody can register a free name, so that an alias to a name that is gone may be taken over by a stranger. */
export interface ClaimableService {
  readonly suffix: string;
  readonly title: string;
}

/** Facts from the services' documentation and Azure's guide on dangling DNS entries; no text or signatures of other tools. */
export const CLAIMABLE_SERVICES_AS_OF = '2026-11-25';
export const CLAIMABLE_SERVICES_SOURCE = 'https://learn.microsoft.com/azure/security/fundamentals/subdomain-takeover';

export const CLAIMABLE_SERVICES: readonly ClaimableService[] = [
  { suffix: 'azurewebsites.net', title: 'Azure App Service' },
  { suffix: 'cloudapp.net', title: 'Azure Cloud Services' },
  { suffix: 'cloudapp.azure.com', title: 'Azure virtual machines' },
  { suffix: 'trafficmanager.net', title: 'Azure Traffic Manager' },
  { suffix: 'blob.core.windows.net', title: 'Azure Blob Storage' },
  { suffix: 'azureedge.net', title: 'Azure CDN' },
  { suffix: 'azurecontainer.io', title: 'Azure Container Instances' },
  { suffix: 'azure-api.net', title: 'Azure API Management' },
  { suffix: 'azurehdinsight.net', title: 'Azure HDInsight' },
  { suffix: 'search.windows.net', title: 'Azure Search' },
  { suffix: 'servicebus.windows.net', title: 'Azure Service Bus' },
  { suffix: 'redis.cache.windows.net', title: 'Azure Cache for Redis' },
  { suffix: 'elasticbeanstalk.com', title: 'AWS Elastic Beanstalk' },
  { suffix: 'herokudns.com', title: 'Heroku' },
  { suffix: 'herokuapp.com', title: 'Heroku' },
  { suffix: 'surge.sh', title: 'Surge' },
  { suffix: 'readthedocs.io', title: 'Read the Docs' },
  { suffix: 'ngrok.io', title: 'ngrok' },
  { suffix: 'fly.dev', title: 'Fly.io' },
  { suffix: 'onrender.com', title: 'Render' },
  { suffix: 'up.railway.app', title: 'Railway' },
  { suffix: 'netlify.app', title: 'Netlify' },
  { suffix: 'vercel.app', title: 'Vercel' },
  { suffix: 'pages.dev', title: 'Cloudflare Pages' },
  { suffix: 'github.io', title: 'GitHub Pages' },
  { suffix: 'bitbucket.io', title: 'Bitbucket' },
  { suffix: 'web.app', title: 'Firebase' },
  { suffix: 'firebaseapp.com', title: 'Firebase' },
  { suffix: 'replit.app', title: 'Replit' },
  { suffix: 'lovable.app', title: 'Lovable' },
  { suffix: 'azurestaticapps.net', title: 'Azure Static Web Apps' },
  { suffix: 'amplifyapp.com', title: 'AWS Amplify' },
  { suffix: 's3.amazonaws.com', title: 'Amazon S3' },
];
