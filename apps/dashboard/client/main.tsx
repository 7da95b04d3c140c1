import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { signIn } from './api.ts';
import { Failure } from './pages/failure.tsx';
import { SweepPage } from './pages/sweep.tsx';
import { SweepsPage } from './pages/sweeps.tsx';
import './style.css';

function App() {
  const [isReady, setReady] = useState(false);
  const [error, setError] = useState<Error>();
  useEffect(() => {
    signIn().then(() => setReady(true), setError);
  }, []);
  const sweep = /^\/sweeps\/([0-9a-f]{64})$/.exec(window.location.pathname)?.[1];
  return (
    <>
      <nav>
        <a href="/" className="brand">
          widthwise
        </a>
        <span>width sweeps of random networks</span>
      </nav>
      <main>
        {error !== undefined && <Failure error={error} />}
        {isReady && (sweep === undefined ? <SweepsPage /> : <SweepPage id={sweep} />)}
      </main>
    </>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
