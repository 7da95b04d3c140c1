import type { LayerMachineFactory } from '../layer-machine.ts';
import type { BackwardProblem, BackwardStep } from './backward-machine.ts';

/** What a mutant's backward pass is told in place of the truth. */
interface Lie {
  readonly problem?: (problem: BackwardProblem) => BackwardProblem;
  readonly step?: (step: BackwardStep) => BackwardStep;
}

/** A machine whose forward pass is right and whose backward pass is not. */
export function mutantOf(factory: LayerMachineFactory, lie: Lie): LayerMachineFactory {
  const { problem: problemOf = (problem) => problem, step: stepOf = (step) => step } = lie;
  return (problem) => {
    const machine = factory(problem);
    return {
      ...machine,
      backward: (asked) => {
        const backward = machine.backward(problemOf(asked));
        return { ...backward, step: (step) => backward.step(stepOf(step)) };
      },
    };
  };
}
