import { useEffect, useState } from 'react';
import type { SweepSummary } from '../../shapes/summary.ts';
import { listSweeps } from '../api.ts';
import { Failure } from './failure.tsx';
import { ProgressBar } from './progress-bar.tsx';

/** All sweeps, newest first. */
export function SweepsPage() {
  const [sweeps, setSweeps] = useState<readonly SweepSummary[]>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    const load = () => listSweeps().then(setSweeps, setError);
    void load();
    const timer = setInterval(load, 3000);
    return () => clearInterval(timer);
  }, []);
  if (error !== undefined) return <Failure error={error} />;
  if (sweeps === undefined) return <p className="empty">Loading…</p>;
  if (sweeps.length === 0) {
    return (
      <p className="empty">
        No sweep is stored yet. Start one with <code>widthwise run examples/width-sweep.yaml</code>.
      </p>
    );
  }
  return (
    <table className="sweeps">
      <thead>
        <tr>
          <th>sweep</th>
          <th>state</th>
          <th>progress</th>
          <th className="number">cells</th>
          <th className="number">networks</th>
          <th className="number">failures</th>
          <th>started</th>
        </tr>
      </thead>
      <tbody>
        {sweeps.map((sweep) => (
          <tr key={sweep.id}>
            <td>
              <a href={`/sweeps/${sweep.id}`}>{sweep.name}</a>
            </td>
            <td>
              <span className={`state ${sweep.state}`}>{sweep.state}</span>
            </td>
            <td>
              <ProgressBar share={sweep.share} />
            </td>
            <td className="number">
              {sweep.cellsDone} / {sweep.cells}
            </td>
            <td className="number">
              {sweep.networksStored.toLocaleString('en')} / {sweep.networksWanted.toLocaleString('en')}
            </td>
            <td className="number">{sweep.failures}</td>
            <td>{new Date(sweep.createdAt).toLocaleString('en-GB')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
