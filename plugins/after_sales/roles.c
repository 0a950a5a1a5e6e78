/* roles.c - the posts of the workshop and what each may do to start with (row 64).
 *
 * Separation of duties: who repairs does not see what parts cost, who writes the bill does not
 * take the money (会计法 §35). */
#include "after_sales.h"

#define LOOK     DMS_READ
#define SEE      (DMS_READ | DMS_SEE_PERSONAL)
#define ADD      (DMS_READ | DMS_CREATE)
#define WORK     (DMS_READ | DMS_CREATE | DMS_UPDATE)
#define SEE_WORK (WORK | DMS_SEE_PERSONAL)
#define KEEP     (SEE_WORK | DMS_EXPORT | DMS_IMPORT)

#define GRANT(role, entity, actions)                                                     \
    {                                                                                    \
        role, "after_sales." entity, actions, DMS_SCOPE_STORE, NULL                      \
    }

const struct dms_role after_sales_roles[] = {
    { "service_advisor" }, { "technician" }, { "service_manager" },
    { "warranty_clerk" },  { NULL },
};

const struct dms_grant after_sales_grants[] = {
    GRANT("service_advisor", "repair_order", SEE_WORK),
    GRANT("service_advisor", "car", SEE_WORK),
    GRANT("service_advisor", "order_line", WORK),
    GRANT("service_advisor", "operation", LOOK),
    GRANT("service_advisor", "operation_time", LOOK),
    GRANT("service_advisor", "labor_rate", LOOK),
    GRANT("service_advisor", "consent", ADD | DMS_SEE_PERSONAL),
    GRANT("service_advisor", "settlement", LOOK),
    GRANT("service_advisor", "payment", LOOK),
    GRANT("service_advisor", "voucher", LOOK),
    GRANT("service_advisor", "service_card", LOOK),
    GRANT("service_advisor", "walkround", ADD),
    GRANT("service_advisor", "certificate", LOOK),
    GRANT("service_advisor", "clocking", LOOK),
    GRANT("service_advisor", "check", ADD),
    GRANT("service_advisor", "appointment", SEE_WORK),
    GRANT("service_advisor", "bay", LOOK),
    GRANT("service_advisor", "tool", LOOK),
    GRANT("service_advisor", "repair_record", LOOK),
    GRANT("service_advisor", "guarantee_case", ADD),
    GRANT("service_advisor", "loaner", WORK),
    GRANT("service_advisor", "maintenance_rule", LOOK),
    GRANT("service_advisor", "package", LOOK),
    GRANT("service_advisor", "entitlement", ADD),
    GRANT("service_advisor", "entitlement_use", LOOK),
    GRANT("service_advisor", "campaign", LOOK),
    GRANT("service_advisor", "recall_car", DMS_READ | DMS_UPDATE),
    GRANT("service_advisor", "evaluation", ADD),
    GRANT("service_advisor", "standard", LOOK),
    GRANT("service_advisor", "quality_round", WORK),
    GRANT("service_advisor", "rescue", SEE_WORK),
    { "service_advisor", "crm.customer", SEE_WORK, DMS_SCOPE_STORE,
      "id_card,credit_code" },
    GRANT("technician", "repair_order", DMS_READ | DMS_UPDATE),
    GRANT("technician", "car", LOOK),
    { "technician", "after_sales.order_line", DMS_READ | DMS_CREATE | DMS_UPDATE,
      DMS_SCOPE_STORE, "rate,unit_price,amount,discount,cost" },
    GRANT("technician", "operation", LOOK),
    GRANT("technician", "operation_time", LOOK),
    GRANT("technician", "walkround", LOOK),
    GRANT("technician", "certificate", LOOK),
    GRANT("technician", "clocking", WORK),
    GRANT("technician", "check", ADD),
    GRANT("technician", "appointment", LOOK),
    GRANT("technician", "bay", LOOK),
    GRANT("technician", "tool", DMS_READ | DMS_UPDATE),
    GRANT("technician", "repair_record", LOOK),
    GRANT("technician", "maintenance_rule", LOOK),
    GRANT("technician", "standard", LOOK),
    GRANT("technician", "quality_round", DMS_READ | DMS_UPDATE),
    GRANT("technician", "rescue", SEE | DMS_UPDATE),
    GRANT("service_manager", "*", KEEP | DMS_SEE_SENSITIVE),
    { "service_manager", "crm.customer", SEE_WORK, DMS_SCOPE_STORE,
      "id_card,credit_code" },
    GRANT("warranty_clerk", "repair_order", LOOK),
    GRANT("warranty_clerk", "car", LOOK),
    GRANT("warranty_clerk", "order_line", DMS_READ | DMS_SEE_SENSITIVE),
    GRANT("warranty_clerk", "settlement", DMS_READ | DMS_EXPORT),
    GRANT("warranty_clerk", "payment", LOOK),
    GRANT("warranty_clerk", "repair_record", DMS_READ | DMS_EXPORT),
    GRANT("warranty_clerk", "guarantee_case", WORK | DMS_EXPORT),
    GRANT("warranty_clerk", "loaner", LOOK),
    GRANT("receptionist", "repair_order", DMS_READ | DMS_CREATE | DMS_SEE_PERSONAL),
    GRANT("receptionist", "car", SEE_WORK),
    GRANT("receptionist", "rescue", SEE_WORK),
    GRANT("caller", "evaluation", ADD),
    GRANT("receptionist", "appointment", SEE_WORK),
    GRANT("receptionist", "bay", LOOK),
    GRANT("receptionist", "tool", LOOK),
    GRANT("receptionist", "operation", LOOK),
    GRANT("caller", "campaign", LOOK),
    GRANT("caller", "recall_car", DMS_READ | DMS_UPDATE),
    GRANT("warranty_clerk", "campaign", LOOK),
    GRANT("warranty_clerk", "campaign_scope", LOOK),
    GRANT("warranty_clerk", "recall_car", DMS_READ | DMS_UPDATE | DMS_EXPORT),
    GRANT("caller", "appointment", SEE),
    GRANT("caller", "repair_order", SEE),
    GRANT("caller", "car", SEE),
    GRANT("cashier", "repair_order", DMS_READ | DMS_UPDATE),
    GRANT("cashier", "order_line", LOOK),
    GRANT("cashier", "settlement", LOOK),
    GRANT("cashier", "payment", ADD),
    GRANT("cashier", "voucher", ADD),
    GRANT("cashier", "service_card", WORK),
    GRANT("cashier", "top_up", ADD),
    GRANT("general_manager", "*", SEE | DMS_SEE_SENSITIVE | DMS_EXPORT),
    { NULL, NULL, 0, 0, NULL },
};
