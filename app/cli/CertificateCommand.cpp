// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "core/accounts/ServerEndpoint.h"

namespace tern::cli {
namespace {

QJsonObject toJson(const std::string &host, std::uint16_t port, const crypto::CertificateInfo &info, const QString &state)
{
    return {{QStringLiteral("host"), QString::fromStdString(host)},        {QStringLiteral("port"), port},
            {QStringLiteral("state"), state},                              {QStringLiteral("subject"), QString::fromStdString(info.subject)},
            {QStringLiteral("issuer"), QString::fromStdString(info.issuer)}, {QStringLiteral("sha256"), QString::fromStdString(info.sha256)}};
}

WireProtocol protocolOf(std::uint16_t port)
{
    if (port == 110 || port == 995)
        return WireProtocol::Pop3;
    return port == 25 || port == 465 || port == 587 ? WireProtocol::Smtp : WireProtocol::Imap;
}

int list(Session &session)
{
    Output &out = session.output();
    out.beginTable({QStringLiteral("host"), QStringLiteral("port"), QStringLiteral("state"), QStringLiteral("subject"), QStringLiteral("issuer"), QStringLiteral("sha256")});
    for (const crypto::CertificateEntry &entry : session.engine().certificates()) {
        for (const auto &[known, state] : {std::pair{entry.pin, "pinned"}, {entry.disputed, "disputed"}, {entry.pin ? std::nullopt : entry.accepted, "seen"}}) {
            if (known)
                out.object(toJson(entry.host, entry.port, known->certificate, QLatin1String(state)));
        }
    }
    out.endTable();
    return kDone;
}

} // namespace

int certificateCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const QString usage = QStringLiteral("certificate list | show HOST:PORT:SEC [--ca-file PEM] | pin HOST:PORT:SEC --sha256 AB:CD:… | unpin HOST:PORT:SEC | keep HOST:PORT:SEC");
    const QString what = arguments.words().value(0);
    const bool isList = what == QLatin1String("list") && arguments.words().size() == 1;
    const auto endpoint = arguments.words().size() == 2 ? accounts::parseEndpoint(arguments.words().at(1).toStdString()) : std::nullopt;
    const QString print = arguments.value(QStringLiteral("sha256")).toUpper();
    const bool isKnown = what == QLatin1String("show") || what == QLatin1String("unpin") || what == QLatin1String("keep") || (what == QLatin1String("pin") && !print.isEmpty());
    if (!isList && !(endpoint && isKnown))
        return out.wrongUsage(usage);
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    if (isList)
        return list(session);
    engine::Engine &engine = session.engine();
    if (what == QLatin1String("unpin") || what == QLatin1String("keep")) {
        auto done = session.wait<void>([&](auto told) {
            what == QLatin1String("keep") ? engine.keepCertificate(endpoint->host, endpoint->port, std::move(told)) : engine.distrustCertificate(endpoint->host, endpoint->port, std::move(told));
        });
        return done ? kDone : out.failure(done.error());
    }
    // What is pinned is what the server shows now, and the fingerprint that the person compared.
    auto report = session.wait<crypto::CertificateReport>([&](auto told) {
        engine.examineCertificate(*endpoint, protocolOf(endpoint->port), arguments.value(QStringLiteral("ca-file")).toStdString(), std::move(told));
    });
    if (!report)
        return out.failure(report.error());
    if (what == QLatin1String("pin")) {
        auto done = session.wait<void>([&](auto told) { engine.trustCertificate(endpoint->host, endpoint->port, print.toStdString(), std::move(told)); });
        return done ? kDone : out.failure(done.error());
    }
    QStringList problems;
    for (const crypto::CertificateProblem problem : report->problems) {
        const std::string_view name = crypto::certificateProblemName(problem);
        problems << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    const QString state = report->pinned ? QStringLiteral("pinned") : problems.isEmpty() ? QStringLiteral("valid") : problems.join(QStringLiteral(", "));
    out.object(toJson(endpoint->host, endpoint->port, report->leaf, state));
    return report->isAccepted() ? kDone : kFailed;
}

} // namespace tern::cli
