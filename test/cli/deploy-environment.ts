export { deployEnvironment, type DeployedParts } from '../../sandbox/twilio-api/deploy-environment';
