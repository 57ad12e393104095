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
  return (
    <ConsoleContext.Provider value={console}>
      <Header />
      <RealBanner />
      <ActiveFaults />
      <Problem />
      <main class="console">
        <Phone />
        <div class="controls">
          <People />
          <Faults />
        </div>
        <Ladder />
        <World />
      </main>
    </ConsoleContext.Provider>
  );
}
