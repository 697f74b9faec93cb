// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodyPolicy.h"

namespace tern::sync {
namespace {

constexpr UnixMillis kDay = 24LL * 3600 * 1000;
constexpr int kMostDays = 36'500;

// A few messages a minute: the newest are there when they are wanted, a great mailbox doesn't eat the month's allowance overnight.
constexpr BodyPace kMeteredPace{5, false, std::chrono::seconds(30)};

} // namespace

BodyPolicy BodyPolicy::fromSetting(const QString &text)
{
    if (text == QStringLiteral("none"))
        return {Kind::None, 0};
    bool isNumber = false;
    const int days = text.toInt(&isNumber);
    if (isNumber && days > 0)
        return {Kind::LastDays, std::min(days, kMostDays)};
    return {};
}

UnixMillis BodyPolicy::since(UnixMillis now) const
{
    return kind == Kind::LastDays ? now - days * kDay : 0;
}

std::optional<BodyPace> paceFor(const NetworkConditions &conditions)
{
    if (conditions.savesPower)
        return std::nullopt;
    return conditions.isMetered ? kMeteredPace : BodyPace{};
}

} // namespace tern::sync
