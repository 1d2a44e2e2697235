/*
 * Catalogue: what the five launch roadmaps advise against before a first launch, and how a repository shows it.
 * Source: the roadmaps' "do not do" lists; the projects' own documentation for file names, kinds and images. Licence of this list: the project's.
 * Refresh by hand, at most every 365 days.
 */
import type { ProfileId } from '../model/profile.ts';

export const NOT_NEEDED_AS_OF = '2026-11-25';

/** One sign in a repository: a path, or a text in files whose path fits. */
export interface Sign {
  readonly path: RegExp;
  readonly text?: RegExp;
}
export interface NotNeeded {
  readonly id: string;
  /** In a list: "you do not need … for this launch". */
  readonly name: string;
  /** When it is right after all. */
  readonly unless: string;
  readonly signs: readonly Sign[];
  /** Different files (or, with `distinct`, different matched words) from which on it counts; default 1. */
  readonly least?: number;
  readonly distinct?: boolean;
  /** Roadmaps that advise against it; all when absent. */
  readonly profiles?: readonly ProfileId[];
}

const YAML = /\.ya?ml$/i;
const CONFIG = /\.(?:ya?ml|tf|toml|jsonc?|conf)$|(?:^|\/)(?:package\.json|requirements[\w-]*\.txt|pyproject\.toml)$/i;
const PACKAGES = /(?:^|\/)(?:package\.json|requirements[\w-]*\.txt|pyproject\.toml)$/;
const WORKFLOWS = /^\.github\/workflows\/.+\.ya?ml$|^\.gitlab-ci\.yml$|(?:^|\/)package\.json$/;

export const notNeeded: readonly NotNeeded[] = [
  {
    id: 'kubernetes',
    name: 'Kubernetes',
    unless: 'you already run it and somebody on call knows it',
    signs: [
      { path: /(?:^|\/)(?:Chart\.yaml|kustomization\.ya?ml|skaffold\.ya?ml|helmfile\.ya?ml)$/ },
      { path: YAML, text: /^kind:\s*(?:Deployment|StatefulSet|DaemonSet|Ingress)\b/m },
    ],
    profiles: ['coach-prototype', 'b2b-service-launch'],
  },
  {
    id: 'service-mesh',
    name: 'a service mesh',
    unless: 'many services of many teams talk to each other',
    signs: [{ path: CONFIG, text: /(?:networking|security|sidecar)\.istio\.io|linkerd\.io\/inject|consul\.hashicorp\.com\/connect-inject/ }],
  },
  {
    id: 'microservices',
    name: 'that many separately deployed services',
    unless: 'one of them has shown that it must scale alone',
    signs: [{ path: /(?:^|\/)(?:services|apps|packages|svc|microservices)\/[^/]+\/(?:Dockerfile|fly\.toml|serverless\.ya?ml)$/ }],
    least: 5,
  },
  {
    id: 'multi-region',
    name: 'several regions',
    unless: 'traffic, geography or a contract asks for them',
    signs: [
      { path: /(?:^|\/)vercel\.json$/, text: /"regions"\s*:\s*\[[^\]]*,[^\]]*\]/ },
      { path: CONFIG, text: /\bmulti[-_]?region\w*["']?\s*[:=]\s*["']?(?:true|enabled)|\bactive[-_]active\b/i },
    ],
  },
  {
    id: 'observability',
    name: 'an observability stack of your own',
    unless: 'somebody looks at it every day',
    signs: [{ path: YAML, text: /image:\s*["']?[\w./-]*(prometheus|grafana|loki|tempo|jaeger|elasticsearch|kibana|alertmanager|thanos|mimir|collector)\b/gi }],
    least: 3,
    distinct: true,
  },
  {
    id: 'caching',
    name: 'several layers of cache',
    unless: 'a measurement shows what each of them saves',
    signs: [{ path: CONFIG, text: /\b(varnish|memcached|proxy_cache_path|cache-manager|ioredis)\b/g }],
    least: 2,
    distinct: true,
  },
  {
    id: 'queue-orchestration',
    name: 'a streaming or workflow engine',
    unless: 'there is real work that runs in the background for long',
    signs: [
      { path: YAML, text: /image:\s*["']?[\w./-]*(?:kafka|airflow|temporalio|dagster|pulsar)\b/i },
      { path: PACKAGES, text: /"(?:kafkajs|node-rdkafka|@temporalio\/[\w-]+)"|^(?:apache-airflow|temporalio|dagster|prefect)\b/m },
    ],
  },
  {
    id: 'autoscaling',
    name: 'tuned autoscaling',
    unless: 'a load test showed that the fixed size is too small',
    signs: [{ path: CONFIG, text: /kind:\s*(?:HorizontalPodAutoscaler|VerticalPodAutoscaler|ScaledObject)\b|"aws_appautoscaling_policy"/ }],
  },
  {
    id: 'abstractions',
    name: 'a layer of your own over the infrastructure',
    unless: 'several environments really differ',
    signs: [{ path: /(?:^|\/)(?:Pulumi\.yaml|cdk\.json|terragrunt\.hcl)$/ }, { path: YAML, text: /^apiVersion:\s*[\w.]*crossplane\.io/m }],
  },
  {
    id: 'rewrite',
    name: 'a rewrite',
    unless: 'a measurement shows what the present code cannot do',
    signs: [{ path: /(?:^|\/)[\w-]*rewrite[\w-]*\/(?:package\.json|pyproject\.toml|Dockerfile)$/i }],
  },
  {
    id: 'runbooks',
    name: 'a shelf of runbooks',
    unless: 'more than one person is on call',
    signs: [{ path: /(?:^|\/)(?:runbooks?|playbooks?)\/[^/]+\.mdx?$/i }],
    least: 8,
    profiles: ['b2b-service-launch'],
  },
  {
    id: 'lighthouse',
    name: 'a perfect Lighthouse figure',
    unless: 'people already buy and the page is what loses them',
    signs: [{ path: /(?:^|\/)\.?lighthouserc[\w.]*$/, text: /minScore["']?\s*:\s*(?:1(?:\.0)?|0\.9[89])\b/ }],
    profiles: ['coach-prototype'],
  },
];

/** Where one is right, and a second one is a second thing to keep alive. */
export const oneIsEnough: readonly NotNeeded[] = [
  {
    id: 'smoke-suites',
    name: 'one smoke suite',
    unless: 'they test different products',
    signs: [{ path: PACKAGES, text: /"(@playwright\/test|cypress|testcafe|nightwatch|webdriverio)"\s*:/g }],
    least: 2,
    distinct: true,
  },
  {
    id: 'dashboards',
    name: 'one dashboard',
    unless: 'somebody looks at each of them',
    signs: [
      { path: CONFIG, text: /"(dd-trace|newrelic|@appsignal\/nodejs|elastic-apm-node|@honeycombio\/opentelemetry-node)"\s*:|image:\s*["']?(grafana)\//g },
    ],
    least: 2,
    distinct: true,
  },
  {
    id: 'secret-gates',
    name: 'one secret gate',
    unless: 'they look at different places',
    signs: [{ path: WORKFLOWS, text: /\b(gitleaks|trufflehog|detect-secrets|ggshield|git-secrets|secretlint|kingfisher)\b/gi }],
    least: 2,
    distinct: true,
  },
  {
    id: 'perf-checks',
    name: 'one light performance check per release',
    unless: 'they answer different questions',
    signs: [{ path: WORKFLOWS, text: /\b(k6 run|artillery|autocannon|locust|gatling|lhci)\b/gi }],
    least: 2,
    distinct: true,
    profiles: ['internal-ops-demo'],
  },
];
