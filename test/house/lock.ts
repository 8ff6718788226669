/** What the checks read of package-lock.json (version 3). */
export interface Lock {
  packages: Record<
    string,
    {
      resolved?: string;
      integrity?: string;
      link?: boolean;
      dependencies?: Record<string, string>;
      optionalDependencies?: Record<string, string>;
    }
  >;
}

/** Where npm would find a package from another one: beside it, or in any folder above. Null: nowhere. */
export function resolveIn({ packages }: Lock, from: string, name: string): string | null {
  for (
    let at = from;
    ;
    at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : ''
  ) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[place]) return place;
    if (at === '') return null;
  }
}

/**
 * What `npm ci` would stumble over on another machine, a sentence each. An optional package for another system that
 * the lock does not hold makes `npm ci` refuse it there; a registry's host binds every machine to one registry.
 */
export function lockFaults(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([path, entry]) => [
    ...Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => resolveIn(lock, path, name) === null)
      .map((name) => `${path || 'the project'} needs ${name}, which the lock does not hold`),
    ...(entry.resolved !== undefined && /^[a-z+]+:\/\//.test(entry.resolved)
      ? [`${path} is bound to ${entry.resolved}`]
      : []),
  ]);
}
