/* after_sales.h - what the files of this plugin share. */
#ifndef AFTER_SALES_AFTER_SALES_H
#define AFTER_SALES_AFTER_SALES_H

#include "dms/dms.h"

extern const struct dms_entity after_sales_repair_order_entity;

extern const struct dms_hook after_sales_which_car_hook;

/* Tables that end with a row of NULL. */
extern const struct dms_role after_sales_roles[];
extern const struct dms_grant after_sales_grants[];

#endif
