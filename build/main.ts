import { build } from './build';
import { describeFailure } from './describe-failure';

async function main(): Promise<void> {
  const { functions, files, tenantFile, tenantCount } = await build();
  for (const { path, bytes } of functions) {
    console.log(`dist/${path}  ${(bytes / 1024).toFixed(0)} kB`);
  }
  for (const file of files) console.log(`dist/assets/${file}`);
  if (tenantCount === 0) console.log('No tenants: VAPI_ASSISTANT_ID answers every call.');
  else
    console.log(
      `${tenantCount} ${tenantCount === 1 ? 'tenant' : 'tenants'} of ${tenantFile}, all valid`,
    );
}

main().catch((error: unknown) => {
  console.error(describeFailure(error));
  process.exitCode = 1;
});
