// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Certificate.h"
#include "ui/bridge/WindowContext.h"

#include <QDialog>

class QCheckBox;
class QVBoxLayout;

namespace tern::ui {

class Banner;
class FlatButton;

/// A server's certificate that was refused: in words what is wrong, what changed since last time, the certificate and those it was sent with. The person
/// may trust it for this server all the same, by a deliberate act: a box to tick first, and never by the default button.
/// Thread: UI. Not modal.
class CertificateDialog final : public QDialog {
    Q_OBJECT

public:
    CertificateDialog(const WindowContext &context, const crypto::CertificateReport &report, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The decision is durable: connections can be tried again.
    void decided();

private:
    void addText(QVBoxLayout &column, const QString &heading, const QString &text);
    void trust();
    void keepOld();
    void settle(const Result<void> &outcome);

    WindowContext m_context;
    crypto::CertificateReport m_report;
    QCheckBox *m_compared = nullptr;
    FlatButton *m_trust = nullptr;
    Banner *m_failure = nullptr;
};

} // namespace tern::ui
