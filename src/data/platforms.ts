/*
 * Catalogue: where AI-built apps are hosted, how a repository shows it, how they deploy and how they go back.
 * Source: the platforms' own documentation and command-line help. Date: 2026-11-25. Licence of this list: the project's. Refresh by hand, at most every 180 days.
 */

export interface HostingPlatform {
  readonly id: string;
  readonly name: string;
  /** Paths whose presence shows it. */
  readonly files: RegExp;
  /** A line of a workflow or script that deploys to it. */
  readonly command: RegExp;
  /** It builds each push by itself when the repository is connected there. */
  readonly buildsPushes: boolean;
  /** One command (or place) that deploys a known commit. */
  readonly deploy: string;
  /** Where the values of environment variables are set for production. */
  readonly variables: string;
  readonly rollback: {
    readonly steps: readonly string[];
    readonly command: string;
    /** What going back leaves as it is. */
    readonly leaves: string;
  };
}

export const hostingPlatforms: readonly HostingPlatform[] = [
  {
    id: 'vercel',
    name: 'Vercel',
    files: /(?:^|\/)(?:vercel\.(?:json|ts)|\.vercel\/project\.json|\.vercelignore)$/,
    command: /\bvercel\b(?=.*(?:deploy|--prod|promote))|amondnet\/vercel-action/,
    buildsPushes: true,
    deploy: 'vercel deploy --prod',
    variables: 'Vercel → project → Settings → Environment Variables, or vercel env add <name> production',
    rollback: {
      steps: [
        'Vercel → project → Deployments → the last good one → Instant Rollback, or the command below.',
        'Afterwards new pushes are not live until you promote one: undo that when the repair is out.',
      ],
      command: 'vercel rollback <deployment-url>\nvercel rollback status',
      leaves: 'environment variables, the database',
    },
  },
  {
    id: 'netlify',
    name: 'Netlify',
    files: /(?:^|\/)(?:netlify\.toml|\.netlify\/state\.json)$/,
    command: /\bnetlify\s+deploy\b|nwtgck\/actions-netlify/,
    buildsPushes: true,
    deploy: 'netlify deploy --prod',
    variables: 'Netlify → site → Configuration → Environment variables, or netlify env:set <name> <value>',
    rollback: {
      steps: [
        'Netlify → site → Deploys → the last good one → Publish deploy.',
        'Lock publishing there until the repair is out, or the next push is live again.',
      ],
      command: 'netlify api restoreSiteDeploy --data \'{"site_id":"<site>","deploy_id":"<deploy>"}\'',
      leaves: 'environment variables, the database',
    },
  },
  {
    id: 'cloudflare',
    name: 'Cloudflare Workers or Pages',
    files: /(?:^|\/)wrangler\.(?:toml|jsonc?)$/,
    command: /\bwrangler\b(?=.*deploy)|cloudflare\/(?:wrangler|pages)-action/,
    buildsPushes: true,
    deploy: 'wrangler deploy',
    variables: 'Cloudflare → Workers & Pages → the app → Settings → Variables and Secrets, or wrangler secret put <name>',
    rollback: {
      steps: ['Workers: the command below. Pages: dashboard → project → Deployments → the last good one → Rollback.'],
      command: 'wrangler versions list\nwrangler rollback <version-id> -m "why"',
      leaves: 'KV, R2, D1 and Durable Object data, secrets',
    },
  },
  {
    id: 'fly',
    name: 'Fly.io',
    files: /(?:^|\/)fly(?:\.[\w-]+)?\.toml$/,
    command: /\bfly(?:ctl)?\s+deploy\b/,
    buildsPushes: false,
    deploy: 'fly deploy',
    variables: 'fly secrets set <name>=<value>; fly secrets list names what is set',
    rollback: {
      steps: ['Find the image of the last good release, then deploy exactly that image.'],
      command: 'fly releases --image\nfly deploy --image registry.fly.io/<app>:<deployment> --strategy immediate',
      leaves: 'the database, secrets and the fly.toml of today',
    },
  },
  {
    id: 'render',
    name: 'Render',
    files: /(?:^|\/)render\.ya?ml$/,
    command: /\brender\s+deploys\b|api\.render\.com\/deploy|johnbeynon\/render-deploy-action/,
    buildsPushes: true,
    deploy: 'render deploys create <service> --commit <sha> --wait',
    variables: 'Render → service → Environment',
    rollback: {
      steps: [
        'Render → service → Deploys → the last good one → Rollback.',
        'Switch auto-deploy off until the repair is out: otherwise the next push ships the fault again.',
      ],
      command: 'curl -X POST -H "Authorization: Bearer $RENDER_API_KEY" https://api.render.com/v1/services/<service>/rollback -d \'{"deployId":"<deploy>"}\'',
      leaves: 'the database, environment variables',
    },
  },
  {
    id: 'railway',
    name: 'Railway',
    files: /(?:^|\/)railway\.(?:json|toml)$/,
    command: /\brailway\s+(?:up|redeploy)\b/,
    buildsPushes: true,
    deploy: 'railway up',
    variables: 'Railway → service → Variables',
    rollback: {
      steps: ['Railway → service → Deployments → the last good one → three dots → Rollback.'],
      command: '# in the dashboard: the command line can only redeploy',
      leaves: 'the database (image and variables do go back)',
    },
  },
  {
    id: 'heroku',
    name: 'Heroku',
    files: /(?:^|\/)(?:Procfile|heroku\.yml)$/,
    command: /git\s+push\s+heroku\b|\bheroku\s+container:release\b|akhileshns\/heroku-deploy/,
    buildsPushes: false,
    deploy: 'git push heroku main',
    variables: 'heroku config:set <name>=<value>, or app → Settings → Config Vars',
    rollback: {
      steps: ['List the releases and go back to the last good one; the release phase (migrations) runs again.'],
      command: 'heroku releases -a <app>\nheroku releases:rollback v<number> -a <app>',
      leaves: 'the database and add-ons',
    },
  },
  {
    id: 'google-cloud',
    name: 'Google Cloud',
    files: /(?:^|\/)(?:app\.ya?ml|cloudbuild\.ya?ml|\.gcloudignore|apphosting\.ya?ml)$/,
    command: /\bgcloud\s+(?:run|app|builds)\b|google-github-actions\/deploy/,
    buildsPushes: false,
    deploy: 'gcloud run deploy <service> --image <image>',
    variables: 'Cloud Run → service → Edit → Variables & Secrets, values in Secret Manager',
    rollback: {
      steps: ['Send all traffic back to the last good revision.'],
      command: 'gcloud run revisions list --service <service>\ngcloud run services update-traffic <service> --to-revisions <revision>=100',
      leaves: 'the database, secrets',
    },
  },
  {
    id: 'firebase',
    name: 'Firebase Hosting',
    files: /(?:^|\/)firebase\.json$/,
    command: /\bfirebase\s+deploy\b|FirebaseExtended\/action-hosting-deploy/,
    buildsPushes: false,
    deploy: 'firebase deploy',
    variables: 'firebase functions:secrets:set <name>',
    rollback: {
      steps: ['Firebase console → Hosting → release history → the last good one → Roll back. Functions: deploy the old commit.'],
      command: 'firebase hosting:clone <site>:<version> <site>:live',
      leaves: 'functions, rules, the database',
    },
  },
  {
    id: 'aws',
    name: 'AWS',
    files:
      /(?:^|\/)(?:cdk\.json|samconfig\.toml|amplify\.ya?ml|apprunner\.ya?ml|serverless\.(?:ya?ml|ts)|sst\.config\.ts|buildspec\.ya?ml|appspec\.ya?ml|copilot\/[\w.-]+|task-?definition\.json)$/,
    command: /\baws\s+(?:ecs|lambda|apprunner|elasticbeanstalk|amplify)\b|aws-actions\/amazon-ecs-deploy|\b(?:cdk|sam|sst|serverless)\s+deploy\b/,
    buildsPushes: false,
    deploy: 'aws ecs update-service --cluster <cluster> --service <service> --task-definition <app>:<revision>',
    variables: 'the task definition or the app’s configuration, values in Secrets Manager or Parameter Store',
    rollback: {
      steps: ['Point the service at the task definition (or alias, or version) before the last one.'],
      command: 'aws ecs update-service --cluster <cluster> --service <service> --task-definition <app>:<previous-revision>',
      leaves: 'the database, secrets and parameters',
    },
  },
  {
    id: 'kamal',
    name: 'Kamal (own server)',
    files: /(?:^|\/)(?:\.kamal\/[\w-]+|config\/deploy\.yml)$/,
    command: /\bkamal\s+deploy\b/,
    buildsPushes: false,
    deploy: 'kamal deploy',
    variables: '.kamal/secrets on the machine that deploys, names in config/deploy.yml',
    rollback: {
      steps: ['Name the version to go back to; its container must still be on the server.'],
      command: 'kamal app containers\nkamal rollback <version>',
      leaves: 'the database',
    },
  },
  {
    id: 'digitalocean',
    name: 'DigitalOcean App Platform',
    files: /(?:^|\/)\.do\/[\w.-]+\.ya?ml$/,
    command: /\bdoctl\s+apps\b|digitalocean\/app_action/,
    buildsPushes: true,
    deploy: 'doctl apps create-deployment <app>',
    variables: 'App Platform → app → Settings → Environment Variables',
    rollback: { steps: ['App → Activity → the last good deployment → Rollback.'], command: 'doctl apps list-deployments <app>', leaves: 'the database' },
  },
  {
    id: 'own-server',
    name: 'a server of your own',
    files: /(?!)/,
    command: /\b(?:scp|rsync)\b[^\n]*\S+@\S+:|\bssh\b[^\n]*\S+@[^\n]*(?:docker|systemctl|pm2|git pull|compose)|appleboy\/ssh-action/,
    buildsPushes: false,
    deploy: 'your own script',
    variables: 'the environment file of the service on the server',
    rollback: {
      steps: ['Keep each release in its own folder or image tag, and switch back to the one before.'],
      command: 'docker compose pull && docker compose up -d   # with the previous image tag',
      leaves: 'the database and everything outside the release',
    },
  },
];
