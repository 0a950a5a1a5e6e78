/* alike.h - how much two texts say the same. */
#ifndef CRM_ALIKE_H
#define CRM_ALIKE_H

/* 0 to 100: the share of neighbouring pairs of characters that both have (Dice). Blanks,
 * digits and marks of ASCII do not count; Chinese needs no words for it. */
int crm_alike(const char *left, const char *right);

#endif
