// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/CertificateWords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QUrl>

namespace tern::ui {
namespace {

using crypto::CertificateChange;
using crypto::CertificateInfo;
using crypto::CertificateProblem;
using crypto::CertificateReport;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CertificateWords)

public:
    static QString sentence(CertificateProblem problem, const CertificateReport &report)
    {
        const QString host = QString::fromStdString(report.host);
        switch (problem) {
        case CertificateProblem::PinChanged:
            return tr("%1 shows another certificate than the one you trusted. Someone may stand between you and it, so everything of this account has stopped until you decide.").arg(host);
        case CertificateProblem::Revoked: return tr("The certificate of %1 was revoked by who signed it: its key may be in other hands.").arg(host);
        case CertificateProblem::RevocationUnproven: return tr("The certificate of %1 demands a proof that it was not revoked, and the server sent none.").arg(host);
        case CertificateProblem::WrongHost: return tr("The certificate was made for another server than %1.").arg(host);
        case CertificateProblem::WildcardMisuse: return tr("The certificate's wildcard does not reach %1: it stands for one part of a name, in the first place.").arg(host);
        case CertificateProblem::WrongAddress: return tr("You reach this server by its address, %1, which the certificate does not name. Use the server's name.").arg(host);
        case CertificateProblem::WrongIdn:
            return tr("The certificate does not name %1 (in DNS: %2). A name that only looks alike belongs to another server.").arg(QUrl::fromAce(host.toLatin1()), host);
        case CertificateProblem::Expired: return tr("The certificate of %1 has expired.").arg(host);
        case CertificateProblem::NotYetValid: return tr("The certificate of %1 is not valid yet. Check this computer's clock.").arg(host);
        case CertificateProblem::SelfSigned: return tr("%1 signed its certificate itself, so nobody vouches that this is the real server.").arg(host);
        case CertificateProblem::Untrusted: return tr("The certificate of %1 comes from an authority that this computer does not know.").arg(host);
        case CertificateProblem::NotAnAuthority: return tr("The certificate of %1 was signed with one that may not sign others.").arg(host);
        case CertificateProblem::NameConstraint: return tr("The authority that signed the certificate may not vouch for %1, only for other names.").arg(host);
        case CertificateProblem::WrongPurpose: return tr("The certificate of %1 was not made for a server.").arg(host);
        case CertificateProblem::WeakKey: return tr("The key of %1 is so short that it can be broken.").arg(host);
        case CertificateProblem::WeakSignature: return tr("The certificate of %1 is signed in an old way (MD5 or SHA-1) that can be forged.").arg(host);
        case CertificateProblem::Other: return tr("The certificate of %1 can't be trusted.").arg(host);
        }
        return {};
    }

    static QString day(UnixMillis at) { return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at).date(), QLocale::LongFormat); }

    static QStringList describe(const CertificateInfo &info)
    {
        QStringList lines;
        if (!info.subject.empty())
            lines << tr("Made for: %1").arg(QString::fromStdString(info.subject));
        QStringList names;
        for (const std::string &name : info.hostNames)
            names << QString::fromStdString(name);
        if (!names.isEmpty())
            lines << tr("Names: %1").arg(names.mid(0, 10).join(QStringLiteral(", ")));
        if (!info.issuer.empty())
            lines << tr("Signed by: %1").arg(QString::fromStdString(info.issuer));
        if (info.notBefore != 0 && info.notAfter != 0)
            lines << tr("Valid from %1 to %2").arg(day(info.notBefore), day(info.notAfter));
        if (!info.key.empty())
            lines << tr("Key: %1, signature: %2").arg(QString::fromStdString(info.key), QString::fromStdString(info.signature));
        if (!info.sha256.empty())
            lines << tr("SHA-256: %1").arg(QString::fromStdString(info.sha256));
        return lines;
    }

    static QString change(CertificateChange what)
    {
        switch (what) {
        case CertificateChange::Key: return tr("its kind of key");
        case CertificateChange::Subject: return tr("whom it was made for");
        case CertificateChange::Issuer: return tr("who signed it");
        case CertificateChange::HostNames: return tr("its names");
        case CertificateChange::Validity: return tr("its dates");
        }
        return {};
    }

    static QStringList changes(const CertificateReport &report)
    {
        if (!report.previous || report.previous->certificate.sha256 == report.leaf.sha256)
            return {};
        QStringList parts;
        for (const CertificateChange what : crypto::certificateChanges(report.previous->certificate, report.leaf))
            parts << change(what);
        QStringList lines{tr("Since %1 it was another. New: %2").arg(day(report.previous->at), parts.isEmpty() ? tr("only its key") : parts.join(QStringLiteral(", ")))};
        for (const QString &line : describe(report.previous->certificate))
            lines << QStringLiteral("   ") + line;
        return lines;
    }

    static QStringList chain(const CertificateReport &report)
    {
        QStringList lines;
        for (std::size_t i = 1; i < report.chain.size(); ++i)
            lines << tr("Sent with it: %1, signed by %2").arg(QString::fromStdString(report.chain[i].subject), QString::fromStdString(report.chain[i].issuer));
        return lines;
    }
};

} // namespace

QStringList certificateSentences(const CertificateReport &report)
{
    QStringList sentences;
    for (const CertificateProblem problem : report.problems)
        sentences << Words::sentence(problem, report);
    return sentences;
}

QString certificateFacts(const CertificateInfo &certificate)
{
    return Words::describe(certificate).join(QLatin1Char('\n'));
}

QString certificateChangesText(const CertificateReport &report)
{
    return Words::changes(report).join(QLatin1Char('\n'));
}

QString certificateDetails(const CertificateReport &report)
{
    return (Words::describe(report.leaf) + Words::chain(report) + Words::changes(report)).join(QLatin1Char('\n'));
}

} // namespace tern::ui
