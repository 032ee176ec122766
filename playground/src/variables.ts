/** The types of the starter operations' variables, by operation name. Types only. */
import type * as gql from "./gql/graphql.ts";

export interface VariablesOf {
  Register: gql.RegisterMutationVariables;
  LogIn: gql.LogInMutationVariables;
  CreateProject: gql.CreateProjectMutationVariables;
  StartConversation: gql.StartConversationMutationVariables;
  SendPrompt: gql.SendPromptMutationVariables;
  WatchGeneration: gql.WatchGenerationSubscriptionVariables;
  ReadApp: gql.ReadAppQueryVariables;
  SendFollowUp: gql.SendFollowUpMutationVariables;
  WatchFollowUp: gql.WatchFollowUpSubscriptionVariables;
  CompareVersions: gql.CompareVersionsQueryVariables;
  RestoreVersion: gql.RestoreVersionMutationVariables;
  Export: gql.ExportQueryVariables;
  Deploy: gql.DeployMutationVariables;
  WatchDeployment: gql.WatchDeploymentSubscriptionVariables;
  LiveAddress: gql.LiveAddressQueryVariables;
}
