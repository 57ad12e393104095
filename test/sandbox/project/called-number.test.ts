import { describeCalled } from '../../../sandbox/project/called-number';
import { exampleAssetsFolder, readTenantFile } from '../../../sandbox/project/sandbox-project';

const file = readTenantFile(exampleAssetsFolder);

// N3: a number without its plus sign reached another assistant, without a hint.
describe('what npm run call says of the called number (N3)', () => {
  it.each([
    ['+12025550103', '+12025550103 is a number of Summit Heating & Cooling (summit-hvac)'],
    ['+12025550199', "+12025550199 is no tenant's number: VAPI_ASSISTANT_ID answers"],
    ['12025550101', '12025550101 is a number of Riverside Dental'],
    ['12025550199', "12025550199 is no tenant's number"],
  ])('is whose %s is', (to, words) => {
    expect(describeCalled(file, to)).toContain(words);
  });
});
