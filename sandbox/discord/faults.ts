import type { Fault, Faults } from './types.ts';

interface Planned {
  route: RegExp;
  fault: Fault;
  left: number;
}

const ANY = '[^/]+';

/** `POST /channels/{id}/messages` -> a pattern for `POST /channels/123/messages`. */
function pattern(route: string): RegExp {
  const [, method, path = ''] = /^(?:([A-Z]+|\*) )?(\/.*)$/.exec(route.trim()) ?? [];
  if (path === '') throw new Error(`'${route}' is no route: write 'POST /channels/{id}/messages'.`);
  const parts = path.split('/').map((part) => {
    if (part === '**') return '.*';
    if (part === '*' || /^\{.*\}$/.test(part)) return ANY;
    return part.replace(/[^\w-]/g, '\\$&');
  });
  return new RegExp(`^${method === undefined || method === '*' ? '[A-Z]+' : method} ${parts.join('/')}$`);
}

/** What is planned to go wrong, in the order it was planned. */
export class FaultPlan implements Faults {
  #planned: Planned[] = [];

  next(route: string, fault: Fault): void {
    this.#planned.push({ route: pattern(route), fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault that meets this request, used up by it. */
  take(method: string, path: string): Fault | undefined {
    const met = this.#planned.find(({ route }) => route.test(`${method} ${path}`));
    if (met === undefined) return undefined;
    met.left--;
    if (met.left <= 0) this.#planned = this.#planned.filter((planned) => planned !== met);
    return met.fault;
  }
}
