import type { CellSummary, QuantitySummary, SeriesPoint, SweepSummary } from '../shapes/summary.ts';

class Unauthorized extends Error {}

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
export const listQuantities = (id: string, cell: string): Promise<QuantitySummary[]> =>
  request(`/api/sweeps/${id}/quantities?cell=${cell}`);
/** Both lists are names joined by commas. */
export const loadSeries = (id: string, cells: string, quantities: string): Promise<SeriesPoint[]> =>
  request(`/api/sweeps/${id}/series?cells=${cells}&quantities=${quantities}`);

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
