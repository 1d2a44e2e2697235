import { cloudflareFields } from './cloudflare.ts';
import { type EditedRecord, plainValue, type ZoneEdit } from './zone-edit.ts';

/** Resources of the Cloudflare provider 5 (`cloudflare_dns_record`). What goes is named in a comment: its resource is taken out of the configuration. */
export function cloudflareTerraform(edit: ZoneEdit): string {
  return resources(edit, 'cloudflare_dns_record', (record) => [
    ['zone_id', 'var.zone_id'],
    ['name', quoted(record.name)],
    ['type', quoted(record.type)],
    ['ttl', String(record.ttl)],
    ...cloudflareValue(record),
  ]);
}

/**
 * Resources of the AWS provider (`aws_route53_record`). Route 53 keeps all values of a name and type in one resource, so those that are there and stay have
 * to be in the list too.
 */
export function route53Terraform(edit: ZoneEdit): string {
  return resources(edit, 'aws_route53_record', (record) => [
    ['zone_id', 'var.zone_id'],
    ['name', quoted(record.name)],
    ['type', quoted(record.type)],
    ['ttl', String(record.ttl)],
    ['records', `[${quoted(route53Value(record))}] # and the values of this name and type that are there today and stay`],
  ]);
}

function resources({ zone, changes }: ZoneEdit, kind: string, fields: (record: EditedRecord) => readonly (readonly [string, string])[]): string {
  const gone = changes.filter(({ op }) => op === 'remove');
  const blocks = changes
    .filter(({ op }) => op === 'add')
    .map((record, at) => {
      const all = fields(record);
      const width = Math.max(...all.map(([name]) => name.length));
      return [`resource "${kind}" "${identifier(record, at)}" {`, ...all.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`), '}', ''].join('\n');
    });
  return [
    `# zone ${zone}; var.zone_id is its id`,
    ...(gone.length > 0 ? ['# take out the resources that make these records:', ...gone.map(({ name, type, text }) => `#   ${name} ${type} ${text}`)] : []),
    ...blocks,
  ].join('\n');
}

function cloudflareValue(record: EditedRecord): readonly (readonly [string, string])[] {
  const { data, text, type } = record;
  if (typeof data !== 'object') return [['content', quoted(data)], ...(['A', 'AAAA', 'CNAME'].includes(type) ? ([['proxied', 'false']] as const) : [])];
  if ('strings' in data) return [['content', quoted(text)]];
  if ('exchange' in data)
    return [
      ['content', quoted(data.exchange === '' ? '.' : data.exchange)],
      ['priority', String(data.preference)],
    ];
  return [
    [
      'data',
      `{ ${cloudflareFields(data)
        .map(([name, value]) => `${name} = ${typeof value === 'number' ? value : quoted(String(value))}`)
        .join(', ')} }`,
    ],
  ];
}

/** A TXT text in the form of the AWS provider: strings of at most 255 characters, joined by `\"\"`. */
function route53Value(record: EditedRecord): string {
  const { data } = record;
  if (typeof data === 'object' && 'strings' in data) return data.strings.map((part) => part.replace(/["\\]/g, '\\$&')).join('""');
  return typeof data === 'object' ? record.text : plainValue(record);
}

/** A string of the Terraform language: template markers are escaped too. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[$%]\{/g, (marker) => marker.charAt(0) + marker);
}

function identifier({ label, type }: EditedRecord, at: number): string {
  const word = label === '@' ? 'apex' : label.replace(/[^a-z0-9]+/gi, '_').replace(/^_+|_+$/g, '');
  return `launch_ready_${word || 'record'}_${type.toLowerCase()}_${at + 1}`;
}
