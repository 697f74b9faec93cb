// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/ErrorWords.h"

#include <QCoreApplication>

namespace tern::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ErrorWords)

public:
    /// What happened; `s` is whom it is about, never empty.
    static QString connection(ErrorKind kind, const QString &s)
    {
        switch (kind) {
        case ErrorKind::HostNotFound: return tr("There is no server called %1.").arg(s);
        case ErrorKind::Offline: return tr("This computer is offline.");
        case ErrorKind::ConnectionRefused: return tr("%1 refused the connection.").arg(s);
        case ErrorKind::ConnectionLost: return tr("The connection to %1 was lost.").arg(s);
        case ErrorKind::Timeout: return tr("%1 did not answer in time.").arg(s);
        case ErrorKind::TlsFailed: return tr("No secure connection to %1 could be made.").arg(s);
        case ErrorKind::CertificateInvalid: return tr("The certificate of %1 can’t be trusted.").arg(s);
        case ErrorKind::LoginDisabled: return tr("%1 does not allow signing in on this connection.").arg(s);
        case ErrorKind::AuthenticationFailed: return tr("%1 did not accept the user name or password.").arg(s);
        case ErrorKind::AuthenticationUnavailable: return tr("%1 offers no way of signing in that Tern knows.").arg(s);
        case ErrorKind::PasswordNeeded: return tr("The password for %1 is not known here.").arg(s);
        case ErrorKind::ServerBye: return tr("%1 closed the connection.").arg(s);
        case ErrorKind::ServerRefused: return tr("%1 said no.").arg(s);
        case ErrorKind::ServerBusy: return tr("%1 is too busy just now.").arg(s);
        case ErrorKind::ProtocolError: return tr("%1 gave an answer that makes no sense.").arg(s);
        default: return {};
        }
    }

    static QString other(ErrorKind kind)
    {
        switch (kind) {
        case ErrorKind::Cancelled: return tr("It was stopped.");
        case ErrorKind::QuotaExceeded: return tr("The mailbox on the server is full.");
        case ErrorKind::MailboxMissing: return tr("The folder is no longer there.");
        case ErrorKind::MessageMissing: return tr("The message is no longer there.");
        case ErrorKind::UidValidityChanged: return tr("The server has renumbered this folder.");
        case ErrorKind::RecipientRefused: return tr("The server refused a recipient.");
        case ErrorKind::SenderRefused: return tr("The server refused the sender’s address.");
        case ErrorKind::MessageTooLarge: return tr("The message is larger than the server takes.");
        case ErrorKind::OutcomeUnknown: return tr("The connection was lost before the server confirmed.");
        case ErrorKind::InvalidInput: return tr("This can’t be used as it is.");
        case ErrorKind::NotFound: return tr("It was not found.");
        case ErrorKind::DiskFull: return tr("The disk is full.");
        case ErrorKind::ReadOnly: return tr("The mail folder of Tern can’t be written to.");
        case ErrorKind::StorageDamaged: return tr("Tern’s stored mail is damaged.");
        case ErrorKind::Io: return tr("A file could not be read or written.");
        case ErrorKind::ProfileInUse: return tr("Another Tern uses this profile.");
        case ErrorKind::Unsupported: return tr("The server can’t do this.");
        default: return tr("Something went wrong inside Tern.");
        }
    }

    static QString advice(ErrorKind kind)
    {
        switch (kind) {
        case ErrorKind::HostNotFound: return tr("Check the name of the server.");
        case ErrorKind::Offline: return tr("Tern goes on by itself when the network is back.");
        case ErrorKind::ConnectionRefused: return tr("Check the port and the security setting.");
        case ErrorKind::ConnectionLost:
        case ErrorKind::ServerBye:
        case ErrorKind::ServerBusy: return tr("Tern tries again by itself.");
        case ErrorKind::Timeout: return tr("Check the port, or try again later.");
        case ErrorKind::TlsFailed: return tr("Check the port and whether it is TLS or STARTTLS.");
        case ErrorKind::CertificateInvalid: return tr("Don’t go on unless whoever runs the server explains it.");
        case ErrorKind::LoginDisabled: return tr("Choose TLS or STARTTLS, or allow mail programs in your provider’s web settings.");
        case ErrorKind::AuthenticationFailed: return tr("Type it again. Many providers want an authorization code or app password here.");
        case ErrorKind::PasswordNeeded: return tr("Type it once.");
        case ErrorKind::ServerRefused: return tr("Its own words are under Details.");
        case ErrorKind::QuotaExceeded: return tr("Delete some mail or empty the trash.");
        case ErrorKind::MessageTooLarge: return tr("Send it with smaller attachments.");
        case ErrorKind::RecipientRefused: return tr("Check the address.");
        case ErrorKind::SenderRefused: return tr("Choose another From address.");
        case ErrorKind::OutcomeUnknown: return tr("Look whether it arrived before you send it again.");
        case ErrorKind::DiskFull: return tr("Make some room; nothing is lost.");
        case ErrorKind::ReadOnly: return tr("Check the permissions of the profile folder.");
        case ErrorKind::StorageDamaged: return tr("Quit and start again; what is on the server comes back.");
        default: return {};
        }
    }

    static QString server() { return tr("The server"); }

    static QString certificate(const QString &problem, const QString &host)
    {
        if (problem == QLatin1String("expired"))
            return tr("The certificate of %1 has expired.").arg(host);
        if (problem == QLatin1String("not_yet_valid"))
            return tr("The certificate of %1 is not valid yet. Is this computer’s clock right?").arg(host);
        if (problem == QLatin1String("self_signed"))
            return tr("%1 has signed its certificate itself, so nobody vouches that it is the real one.").arg(host);
        if (problem == QLatin1String("untrusted"))
            return tr("The certificate of %1 comes from an authority that this computer does not know.").arg(host);
        if (problem == QLatin1String("wrong_host"))
            return tr("The certificate was made for another server than %1.").arg(host);
        if (problem == QLatin1String("revoked"))
            return tr("The certificate of %1 was revoked.").arg(host);
        if (problem == QLatin1String("weak_key"))
            return tr("The certificate of %1 uses a key that is too weak.").arg(host);
        return tr("The certificate of %1 can’t be trusted.").arg(host);
    }
};

} // namespace

ErrorWords describeError(const Error &error, const QString &subject)
{
    ErrorWords words;
    words.sentence = Words::connection(error.kind, subject.isEmpty() ? Words::server() : subject);
    if (words.sentence.isEmpty())
        words.sentence = Words::other(error.kind);
    words.advice = Words::advice(error.kind);
    words.details = QString::fromUtf8(error.detail.data(), qsizetype(error.detail.size())).trimmed();
    return words;
}

QString errorLine(const Error &error, const QString &subject)
{
    const ErrorWords words = describeError(error, subject);
    return words.advice.isEmpty() ? words.sentence : QString(words.sentence + QLatin1Char(' ') + words.advice);
}

QString certificateProblemText(const QString &problem, const QString &host)
{
    return Words::certificate(problem, host);
}

} // namespace tern::ui
