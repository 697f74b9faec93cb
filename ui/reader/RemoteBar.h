// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/markup/HtmlSanitizer.h"
#include "ui/theme/Theme.h"

#include <functional>
#include <vector>

namespace tern::ui {

class Banner;
class RemoteConsent;

/// What the bar about pictures on other machines is about.
struct RemoteBarSubject {
    const Theme &theme;
    const std::vector<markup::RemotePicture> &pictures;
    bool loaded = false;              ///< they were wanted; trackers stay away even so
    QString sender;                   ///< address; empty: nobody to allow them always
    RemoteConsent &consent;           ///< outlives the bar
    std::function<void()> load;
};

/// That they were not loaded, and the three ways to do it; or which of them never are. Null: nothing to say.
/// Thread: UI.
[[nodiscard]] Banner *remoteBar(const RemoteBarSubject &subject, QWidget *parent);

} // namespace tern::ui
