// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/SignatureChecks.h"

#include "core/mime/HeaderEnd.h"
#include "core/net/Resolver.h"

namespace tern::engine {
namespace {

constexpr std::size_t kMostSignatures = 5;
constexpr std::chrono::seconds kLongest{10};

bool isSameOrAbove(const QString &domain, const QString &of)
{
    return !domain.isEmpty() && (of == domain || of.endsWith(QLatin1Char('.') + domain));
}

/// Of several records one that holds counts; there should be one only [RFC 6376 §3.6.2.2].
mime::DkimOutcome verifyWithAny(std::string_view bytes, const mime::DkimSignature &signature, const std::vector<std::string> &keys, std::int64_t now)
{
    mime::DkimOutcome outcome = mime::DkimOutcome::NoKey;
    for (const std::string &key : keys) {
        outcome = mime::verifyDkim(bytes, signature, key, now);
        if (outcome != mime::DkimOutcome::NoKey && outcome != mime::DkimOutcome::HeaderChanged)
            break;
    }
    return outcome;
}

} // namespace

std::vector<SignatureCheck> verifySignatures(const OpenedMessage &message, Resolver &resolver, const StopToken &stop, std::int64_t now)
{
    const auto deadline = std::chrono::steady_clock::now() + kLongest;
    const std::string_view bytes(message.raw.constData(), static_cast<std::size_t>(message.raw.size()));
    const QString from = message.parsed.from.size() == 1 ? message.parsed.from.front().address.section(QLatin1Char('@'), -1).toLower() : QString();
    std::vector<SignatureCheck> checks;
    for (const mime::DkimSignature &signature : mime::dkimSignatures(bytes.substr(0, mime::findHeaderEnd(bytes, 0).header))) {
        if (checks.size() == kMostSignatures)
            break;
        const QString domain = QString::fromStdString(signature.domain);
        auto keys = resolver.texts(signature.keyName(), stop, deadline);
        // A name that isn't there is an answer: no such key.
        const bool isMissing = !keys && keys.error().kind == ErrorKind::HostNotFound;
        auto outcome = isMissing ? Result(mime::DkimOutcome::NoKey) : keys ? Result(verifyWithAny(bytes, signature, *keys, now)) : Result<mime::DkimOutcome>(keys.error());
        checks.push_back({domain, isSameOrAbove(domain, from), std::move(outcome)});
    }
    return checks;
}

} // namespace tern::engine
