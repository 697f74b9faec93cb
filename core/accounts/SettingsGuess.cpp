// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/SettingsGuess.h"

#include "core/accounts/OrderedRace.h"
#include "core/accounts/SettingsFinder.h"

#include <future>

namespace tern::accounts {
namespace {

constexpr std::chrono::milliseconds kGrace{400};    // for a likelier name whose server is slower

Result<FoundServer> guess(const std::vector<Endpoint> &candidates, WireProtocol protocol, const CheckTools::Probe &probe, const NetContext &context)
{
    std::vector<OrderedRace<FoundServer>::Attempt> attempts;
    for (const Endpoint &candidate : candidates) {
        attempts.push_back([&](const StopToken &stop) -> Result<FoundServer> {
            NetContext own = context;
            own.stop = stop;
            auto probed = probe(candidate, protocol, own);
            if (!probed)
                return probed.error();
            return FoundServer{candidate, {}};
        });
    }
    std::optional<std::size_t> winner;
    const auto answers = OrderedRace<FoundServer>(context.connectTimeout, kGrace).run(attempts, context.stop, winner);
    if (winner)
        return *answers[*winner];
    Error best = makeError(ErrorKind::HostNotFound, "accounts.guess");
    for (const auto &one : answers) {
        if (one && tellsOfError(one->error()) >= tellsOfError(best))
            best = one->error();
    }
    return context.stop.stopRequested() ? makeError(ErrorKind::Cancelled, "accounts.guess") : best;
}

} // namespace

std::vector<Endpoint> guessedImapServers(const std::string &domain)
{
    return {{"imap." + domain, 993, Security::Tls}, {"mail." + domain, 993, Security::Tls}, {domain, 993, Security::Tls},
            {"imap." + domain, 143, Security::StartTls}, {"mail." + domain, 143, Security::StartTls}};
}

std::vector<Endpoint> guessedPop3Servers(const std::string &domain)
{
    return {{"pop." + domain, 995, Security::Tls},  {"pop3." + domain, 995, Security::Tls},     {"mail." + domain, 995, Security::Tls}, {domain, 995, Security::Tls},
            {"pop." + domain, 110, Security::StartTls}, {"mail." + domain, 110, Security::StartTls}};
}

std::vector<Endpoint> guessedSmtpServers(const std::string &domain)
{
    return {{"smtp." + domain, 465, Security::Tls}, {"mail." + domain, 465, Security::Tls}, {domain, 465, Security::Tls},
            {"smtp." + domain, 587, Security::StartTls}, {"mail." + domain, 587, Security::StartTls}};
}

FindSettings guessWay(CheckTools::Probe probe)
{
    return [probe = std::move(probe)](const SettingsQuery &query, const NetContext &context) -> Result<FoundSettings> {
        auto smtp = std::async(std::launch::async, [&] { return guess(guessedSmtpServers(query.domain), WireProtocol::Smtp, probe, context); });
        auto receive = query.pop3 ? guess(guessedPop3Servers(query.domain), WireProtocol::Pop3, probe, context)
                                  : guess(guessedImapServers(query.domain), WireProtocol::Imap, probe, context);
        auto send = smtp.get();
        if (!receive)
            return receive.error();
        if (!send)
            return send.error();
        FoundSettings found;
        found.isPop3 = query.pop3;
        found.imap = *receive;
        found.smtp = *send;
        return found;
    };
}

} // namespace tern::accounts
