export {
  deployEnvironment,
  type DeployedParts,
} from '../../sandbox/twilio/serverless/deploy-environment';
