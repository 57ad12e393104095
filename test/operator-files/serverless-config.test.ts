import { parseServerlessConfig } from '../../src/operator-files/serverless-config';

describe('parseServerlessConfig', () => {
  it("reads JSON5 as Twilio's tools do", () => {
    const text = "{ // ours\n serviceName: 'switchboard', }";

    expect(parseServerlessConfig(Buffer.from(text))).toEqual({ serviceName: 'switchboard' });
  });

  it('refuses a second serviceName with line and column (F2)', () => {
    const text = '{ "serviceName": "a",\n  "serviceName": "b" }';

    expect(() => parseServerlessConfig(Buffer.from(text))).toThrow(
      'line 2, column 3: "serviceName" stands in this object before, in line 1',
    );
  });
});
