/** True when an ignore file in the manner of Docker keeps `.env` out of what is copied: the last line that fits decides. */
export function ignoresEnv(text: string): boolean {
  let ignored = false;
  for (const raw of text.split('\n', 5000)) {
    const line = raw.trim().replace(/\/$/, '');
    if (line === '' || line.startsWith('#')) continue;
    const pattern = line.replace(/^!/, '').replace(/^(?:\.\/|\/|\*\*\/)+/, '');
    if (['.env', '.env*', '.env.*', '*.env', '*.env*', '.*', '*', '**'].includes(pattern) && pattern !== '.env.*') ignored = !line.startsWith('!');
  }
  return ignored;
}

/** Files that copy a whole folder although env files are not left out, with the ignore file that should do it. */
export function copiesEnv(texts: ReadonlyMap<string, string>): { readonly path: string; readonly ignore: string }[] {
  const found: { path: string; ignore: string }[] = [];
  for (const [path, text] of texts) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    if (/(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$/.test(path) && !path.endsWith('.dockerignore')) {
      if (!copiesAll(text)) continue;
      // The context is the folder of the file or the root; an ignore file in any of the places may be the one that counts.
      const ignores = [`${path}.dockerignore`, `${folder}.dockerignore`, '.dockerignore'];
      if (!ignores.some((one) => ignoresEnv(texts.get(one) ?? '')))
        found.push({ path, ignore: ignores.find((one) => texts.has(one)) ?? `${folder}.dockerignore` });
    } else if (/(?:^|\/)\.vercelignore$/.test(path) && !ignoresEnv(text)) found.push({ path, ignore: path });
  }
  return found;
}

/** `COPY . .` into the stage that becomes the image. What only a stage of the build has stays behind there. */
function copiesAll(text: string): boolean {
  const stages = text.replaceAll(/\\\r?\n/g, ' ').split(/^\s*FROM\s/im);
  const last = stages.at(-1) ?? '';
  return last.split('\n').some((line) => /^\s*(?:COPY|ADD)\s+(?!.*--from=)(?:--\S+\s+)*\.\/?\s+\S+\s*$/i.test(line));
}
