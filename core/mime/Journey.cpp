// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Journey.h"

#include "core/mime/ProviderDomains.h"

#include <algorithm>

namespace tern::mime {
namespace {

constexpr std::size_t kMostHops = 200;
constexpr std::chrono::milliseconds kClockTolerance{2'000};   // Received has whole seconds, and machines are never quite together

bool isReceived(const HeaderField &field)
{
    return field.name.compare(QLatin1String("Received"), Qt::CaseInsensitive) == 0;
}

ReceivedField read(const HeaderField &field)
{
    return parseReceivedField({field.raw.constData(), static_cast<std::size_t>(field.raw.size())});
}

bool startsWithAny(const QString &text, const QStringList &starts)
{
    return std::any_of(starts.begin(), starts.end(), [&text](const QString &start) { return text.startsWith(start, Qt::CaseInsensitive); });
}

bool isPrivateAddress(const QString &address)
{
    static const QStringList kPrivate{QStringLiteral("10."), QStringLiteral("127."), QStringLiteral("192.168."), QStringLiteral("169.254."), QStringLiteral("fc"),
                                      QStringLiteral("fd"), QStringLiteral("fe80:"), QStringLiteral("::1")};
    const int second = address.section(QLatin1Char('.'), 1, 1).toInt();
    return startsWithAny(address, kPrivate) || (address.startsWith(QLatin1String("172.")) && second >= 16 && second <= 31);
}

/// A name that means nothing outside a provider's own network: "mx9", an address.
bool isInternalName(const QString &name)
{
    return !name.contains(QLatin1Char('.')) || name.contains(QLatin1Char(':')) || isPrivateAddress(name);
}

/// Whether the provider wrote this field, given that it wrote all above it.
bool isOfProvider(const ReceivedField &field, const QStringList &providers)
{
    return isWithin(field.by, providers) || isInternalName(field.by);
}

/// Whether the other side of this hop was somebody outside: what is below it came with the message.
bool isBorder(const ReceivedField &field, const QStringList &providers)
{
    if (field.from.isEmpty() && field.fromAddress.isEmpty())
        return false;
    if (isWithin(field.fromReverse, providers))
        return false;
    // Exchange Online's machines tell each other's names and addresses of Microsoft's own network.
    if (field.software == QLatin1String("Exchange") && isWithin(field.from, providers) && field.fromAddress.startsWith(QLatin1String("2603:10")))
        return false;
    // A name alone is only what the other side says; a private address or none at all is the provider's own network.
    return !field.fromAddress.isEmpty() && !isPrivateAddress(field.fromAddress);
}

Hop::Kind kindOf(const Hop &hop, bool isFirst, bool isLast)
{
    const QString &protocol = hop.field.protocol;
    if (isFirst && (hop.field.isAuthenticated || protocol.startsWith(QLatin1String("HTTP")) || hop.field.from.isEmpty() || protocol == QLatin1String("LOCAL")))
        return Hop::Kind::Submission;
    if (isLast || protocol.startsWith(QLatin1String("LMTP")))
        return Hop::Kind::Delivery;
    return Hop::Kind::Relay;
}

void setTimes(Journey &journey)
{
    std::optional<UnixMillis> first;
    std::optional<UnixMillis> last;
    std::optional<UnixMillis> before;
    for (Hop &hop : journey.hops) {
        if (!hop.field.time)
            continue;
        if (before) {
            const std::chrono::milliseconds delay{*hop.field.time - *before};
            hop.clockIsWrong = delay < -kClockTolerance;
            if (!hop.clockIsWrong)
                hop.delay = std::max(delay, std::chrono::milliseconds{0});
        }
        before = hop.field.time;
        first = first ? first : hop.field.time;
        last = hop.field.time;
    }
    if (first && last && *last >= *first && *first != *last)
        journey.total = std::chrono::milliseconds{*last - *first};
}

} // namespace

std::size_t fieldsVouchedFor(const std::vector<HeaderField> &headers, const QStringList &providers)
{
    std::size_t vouched = 0;
    bool any = false;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (!isReceived(headers[i]))
            continue;
        const ReceivedField field = read(headers[i]);
        // The topmost is always the work of the server that the message lies on.
        if (any && !isOfProvider(field, providers))
            break;
        any = true;
        vouched = i + 1;
        if (isBorder(field, providers))
            break;
    }
    return vouched;
}

Journey readJourney(const std::vector<HeaderField> &headers, const QStringList &providers)
{
    Journey journey;
    const std::size_t vouched = fieldsVouchedFor(headers, providers);
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (!isReceived(headers[i]))
            continue;
        if (journey.hops.size() >= kMostHops) {
            journey.isCut = true;
            break;
        }
        Hop hop;
        hop.field = read(headers[i]);
        hop.isVouchedFor = i < vouched;
        journey.hops.push_back(std::move(hop));
    }
    std::reverse(journey.hops.begin(), journey.hops.end());
    for (std::size_t i = 0; i < journey.hops.size(); ++i)
        journey.hops[i].kind = kindOf(journey.hops[i], i == 0, i + 1 == journey.hops.size());
    const auto first = std::find_if(journey.hops.begin(), journey.hops.end(), [](const Hop &hop) { return hop.isVouchedFor; });
    journey.firstVouched = static_cast<std::size_t>(first - journey.hops.begin());
    setTimes(journey);
    return journey;
}

} // namespace tern::mime
