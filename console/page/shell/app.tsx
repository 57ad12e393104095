import { ConsoleContext } from '../console-context';
import { Ladder } from '../ladder/ladder';
import { Phone } from '../phone/phone';
import { Faults } from '../world/faults';
import { People } from '../world/people';
import { World } from '../world/world';
import { ActiveFaults, Header, Problem, RealBanner } from './header';
import { useSwitchboard } from './use-switchboard';

export function App() {
  const console = useSwitchboard();
  // A real call is broken by nobody here, and what is around it is not seen.
  const isDeployed = console.state.world?.mode === 'deployed';
  return (
    <ConsoleContext.Provider value={console}>
      <Header />
      <RealBanner />
      <ActiveFaults />
      <Problem />
      <main class={isDeployed ? 'console is-deployed' : 'console'}>
        <Phone />
        {!isDeployed && (
          <div class="controls">
            <People />
            <Faults />
          </div>
        )}
        <Ladder />
        {!isDeployed && <World />}
      </main>
    </ConsoleContext.Provider>
  );
}
