/** What the server answers; the shapes of `server/routes`. */
export interface SweepSummary {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly cells: number;
  readonly cellsDone: number;
  readonly shardsStored: number;
  readonly networksStored: number;
  readonly networksWanted: number;
  /** Share of the work done, weighted by cost, 0…1. */
  readonly share: number;
  readonly networksPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly failures: number;
  readonly createdAt: string;
  readonly message: string | null;
}

export interface CellSummary {
  readonly cell: string;
  readonly activation: string;
  readonly width: number;
  readonly depth: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
  readonly networks: number;
}

export interface SeriesPoint {
  readonly cell: string;
  readonly quantity: string;
  readonly layer: number;
  readonly inputA: number | null;
  readonly inputB: number | null;
  readonly value: number | null;
  readonly standardError: number | null;
  readonly networks: number;
  readonly prediction: number | null;
  readonly theory: string | null;
}

export class Unauthorized extends Error {}

async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  if (response.status === 401) throw new Unauthorized('Open the address that `widthwise dashboard` prints.');
  const body = (await response.json()) as T & { error?: string };
  if (!response.ok) throw new Error(body.error ?? `The server answered ${response.status}.`);
  return body;
}

export const listSweeps = (): Promise<SweepSummary[]> => request('/api/sweeps');
export const findSweep = (id: string): Promise<SweepSummary> => request(`/api/sweeps/${id}`);
export const listCells = (id: string): Promise<CellSummary[]> => request(`/api/sweeps/${id}/cells`);
export const loadSeries = (id: string, cells: readonly string[]): Promise<SeriesPoint[]> =>
  request(`/api/sweeps/${id}/series?cells=${cells.join(',')}`);

/** Trades the token in the address for a session, and takes it out of the address and the history. */
export async function signIn(): Promise<void> {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token === null) return;
  window.history.replaceState(null, '', window.location.pathname);
  await request('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

/** Calls back on every progress event of a sweep until the returned function is called. */
export function followSweep(id: string, onProgress: (sweep: SweepSummary) => void): () => void {
  const source = new EventSource(`/api/sweeps/${id}/events`);
  source.addEventListener('progress', (event) => onProgress(JSON.parse(event.data) as SweepSummary));
  return () => source.close();
}
