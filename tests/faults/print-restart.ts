import { printFigure, type CommandOptions } from '../support/figures.ts';
import type { RollingRestart } from './run-rolling-restart.ts';

/** Of the sockets of an instance; spread evenly over four seconds it would be an eighth. */
const BUSIEST_GOAL = 0.3;

export function printRestart(to: CommandOptions, found: RollingRestart): void {
  const { sockets, messages, errorsShown, lost, doubled, disordered, busiest } = found;
  printFigure(to, 'rolling_errors_shown', errorsShown, { goal: 0, sockets });
  printFigure(to, 'rolling_lost', lost, { goal: 0, of: messages });
  printFigure(to, 'rolling_doubled', doubled, { goal: 0 });
  printFigure(to, 'rolling_disordered', disordered, { goal: 0 });
  printFigure(to, 'rolling_busiest_half_second', busiest, { goal: BUSIEST_GOAL });
}

export const isGoodRestart = ({ errorsShown, lost, doubled, disordered }: RollingRestart): boolean =>
  errorsShown + lost + doubled + disordered === 0;
