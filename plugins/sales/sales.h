/* sales.h - what the files of this plugin share: its tables, one name per behaviour. */
#ifndef SALES_SALES_H
#define SALES_SALES_H

#include "dms/dms.h"

extern const struct dms_entity sales_model_entity;
extern const struct dms_entity sales_vehicle_entity;
extern const struct dms_entity sales_opportunity_entity;
extern const struct dms_entity sales_test_drive_entity;
extern const struct dms_entity sales_quote_entity;
extern const struct dms_entity sales_override_entity;
extern const struct dms_entity sales_order_entity;
extern const struct dms_entity sales_payment_entity;
extern const struct dms_entity sales_inspection_entity;
extern const struct dms_entity sales_commission_entity;

#endif
