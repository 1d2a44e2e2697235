import { bindText, nsupdateText } from './zone-file.ts';
import { cloudflareText } from './cloudflare.ts';
import { dnscontrolText } from './dnscontrol.ts';
import { formText } from './form.ts';
import { cloudflareTerraform, route53Terraform } from './terraform.ts';
import type { ZoneEdit } from './zone-edit.ts';

export { USUAL_FORM, zoneEdit, type DnsChange, type RecordForm, type ZoneEdit } from './zone-edit.ts';

/** Ways to write changes of records down: for a person at a form, for a zone file, for the usual tools. */
export const RECORD_OUTPUTS = {
  form: { says: 'what to type into the form of your DNS company', print: formText },
  bind: { says: 'lines of a zone file (BIND, Knot, NSD; most companies import it)', print: bindText },
  nsupdate: { says: 'a dynamic update (RFC 2136), for nsupdate or knsupdate', print: nsupdateText },
  cloudflare: { says: 'commands for the Cloudflare API', print: cloudflareText },
  dnscontrol: { says: 'lines for dnsconfig.js of dnscontrol', print: dnscontrolText },
  terraform: { says: 'Terraform resources for Cloudflare', print: cloudflareTerraform },
  'terraform-route53': { says: 'Terraform resources for Amazon Route 53', print: route53Terraform },
} as const satisfies Readonly<Record<string, { readonly says: string; print(edit: ZoneEdit): string }>>;

export type RecordOutput = keyof typeof RECORD_OUTPUTS;
export const RECORD_OUTPUT_NAMES = Object.keys(RECORD_OUTPUTS) as RecordOutput[];
