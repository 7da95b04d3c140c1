import type { SweepSummary } from '../../shapes/summary.ts';
import { ProgressBar } from './progress-bar.tsx';

const duration = (seconds: number): string =>
  seconds < 90
    ? `${Math.ceil(seconds)} s`
    : seconds < 5400
      ? `${Math.ceil(seconds / 60)} min`
      : `${(seconds / 3600).toFixed(1)} h`;

export function SweepHeader({ sweep }: { readonly sweep: SweepSummary }) {
  return (
    <header className="sweep" data-state={sweep.state} data-networks={sweep.networksStored}>
      <h1>{sweep.name}</h1>
      <p>
        <span className={`state ${sweep.state}`}>{sweep.state}</span>
        <ProgressBar share={sweep.share} />
        <span>
          {sweep.networksStored.toLocaleString('en')} of {sweep.networksWanted.toLocaleString('en')} networks
          in {sweep.cells} cells
        </span>
        {sweep.networksPerSecond !== null && <span>{sweep.networksPerSecond.toFixed(0)} networks/s</span>}
        {sweep.secondsLeft !== null && sweep.state === 'running' && (
          <span>about {duration(sweep.secondsLeft)} left</span>
        )}
        {sweep.failures > 0 && <span className="failure">{sweep.failures} failures</span>}
      </p>
      {sweep.message !== null && <p className="failure">{sweep.message}</p>}
    </header>
  );
}
