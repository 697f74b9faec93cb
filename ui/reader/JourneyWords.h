// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

namespace tern::ui {

/// One hop as people read it.
struct HopWords {
    QString where;      ///< the machine that took it
    QString how;        ///< from whom, protocol, encryption
    QString when;       ///< time and delay
    bool isLate = false;       ///< it lay there for five minutes or more
    bool isWrong = false;      ///< the clock is
    bool isEncrypted = false;
    bool isVouchedFor = false;
};

[[nodiscard]] HopWords hopWords(const mime::Hop &hop);
/// "3 s", "2 min", "1 h 5 min". \param delay  not negative
[[nodiscard]] QString delayText(std::chrono::milliseconds delay);
/// What the line between the hops that can be believed and the others says.
[[nodiscard]] QString trustSentence(const mime::Journey &journey);
/// All of it as text, a hop a line: for screen readers and the clipboard.
[[nodiscard]] QString journeyText(const mime::Journey &journey);

} // namespace tern::ui
