/** A trigger as answers tell it (vendor page "Data Types", Trigger and TriggerInfo). */

import type { TriggerRecord } from "../function-record.ts";
import { localTimeText } from "../local-time-text.ts";

export function triggerAnswer(trigger: TriggerRecord): object {
  return {
    TriggerName: trigger.name,
    Type: trigger.type,
    TriggerDesc: JSON.stringify({ cron: trigger.cron }),
    CustomArgument: trigger.argument ?? "",
    Description: trigger.description,
    Qualifier: trigger.qualifier,
    Enable: trigger.enabled ? 1 : 0,
    AvailableStatus: "Available",
    BindStatus: "on",
    TriggerAttribute: "single",
    ResourceId: "",
    AddTime: localTimeText(trigger.createdAt),
    ModTime: localTimeText(trigger.modifiedAt),
  };
}
