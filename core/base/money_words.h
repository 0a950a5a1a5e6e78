/* money_words.h - an amount in Chinese capitals, as papers about money want it. */
#ifndef DMS_BASE_MONEY_WORDS_H
#define DMS_BASE_MONEY_WORDS_H

#include <stdint.h>

#include "base/text.h"

/* 129,800.05 yuan is 壹拾贰万玖仟捌佰元零伍分; whole yuan and whole jiao end with 整, less than
 * nothing begins with 负, nothing is 零元整. At the end of OUT; every int64 has its words. */
void money_words(int64_t fen, struct text *out);

#endif
