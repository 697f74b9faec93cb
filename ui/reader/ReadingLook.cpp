// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ReadingLook.h"

#include "core/engine/Engine.h"
#include "ui/settings/SettingKeys.h"

#include <algorithm>
#include <array>

namespace tern::ui {

namespace {
constexpr std::array kSteps{50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300};   ///< percent
}

ReadingLook::ReadingLook(const WindowContext &context) : m_context(context)
{
    read();
}

void ReadingLook::read()
{
    const auto value = [this](const QString &key) {
        const auto kept = m_context.reader.setting(key);
        return kept && *kept ? **kept : QString();
    };
    bool isNumber = false;
    const int percent = value(settings::kZoom).toInt(&isNumber);
    m_look.zoom = isNumber ? std::clamp(percent, kSteps.front(), kSteps.back()) / 100.0 : 1;
    m_look.narrow = value(settings::kFullWidth) != QLatin1String("1");
}

int ReadingLook::zoom(int step)
{
    const int now = qRound(m_look.zoom * 100);
    int next = 100;
    if (step > 0) {
        const auto larger = std::upper_bound(kSteps.begin(), kSteps.end(), now);
        next = larger == kSteps.end() ? kSteps.back() : *larger;
    } else if (step < 0) {
        const auto same = std::lower_bound(kSteps.begin(), kSteps.end(), now);
        next = same == kSteps.begin() ? kSteps.front() : *std::prev(same);
    }
    m_look.zoom = next / 100.0;
    m_context.engine.setSetting(settings::kZoom, QString::number(next));
    return next;
}

} // namespace tern::ui
