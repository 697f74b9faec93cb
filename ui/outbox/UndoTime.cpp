// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/UndoTime.h"

#include "core/store/StoreReader.h"
#include "ui/settings/SettingKeys.h"

#include <algorithm>

namespace tern::ui {

std::chrono::seconds undoTime(store::StoreReader &reader)
{
    constexpr int kStandard = 10;
    constexpr int kLongest = 60;
    const auto kept = reader.setting(settings::kUndoSend);
    bool isNumber = false;
    const int seconds = kept && *kept ? (**kept).toInt(&isNumber) : 0;
    return std::chrono::seconds(isNumber ? std::clamp(seconds, 0, kLongest) : kStandard);
}

} // namespace tern::ui
