import type { Remedy } from '../../model/fix.ts';

const API = 'https://api.cloudflare.com/client/v4';

interface Call {
  readonly method: 'PATCH' | 'PUT' | 'POST';
  /** Below the version, the zone's id in it. */
  readonly path: string;
  readonly body: unknown;
}

/** Clicks first, then the same as one call of the API and, where it says more, as Terraform. The token of the call needs the write permission. */
export function cloudflareRemedy(steps: readonly string[], { method, path, body }: Call, terraform?: string): Remedy {
  const call = [
    `curl -X ${method} "${API}${path}" \\`,
    '  -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" -H "Content-Type: application/json" \\',
    `  --data '${JSON.stringify(body).replaceAll("'", `'\\''`)}'`,
  ];
  const text = terraform === undefined ? call : [...call, '', '# or in Terraform:', terraform];
  return { steps, snippet: { language: 'shell', text: text.join('\n'), where: 'a shell, with a token that may edit the zone (not the reading one)' } };
}

/** Sets one setting of the zone. */
export function settingRemedy(steps: readonly string[], zoneId: string, id: string, value: string): Remedy {
  const terraform = `resource "cloudflare_zone_setting" "${id}" {\n  zone_id    = "${zoneId}"\n  setting_id = "${id}"\n  value      = "${value}"\n}`;
  return cloudflareRemedy(steps, { method: 'PATCH', path: `/zones/${zoneId}/settings/${id}`, body: { value } }, terraform);
}
