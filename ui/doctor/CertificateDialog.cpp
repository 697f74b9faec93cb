// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/doctor/CertificateDialog.h"

#include "core/engine/Engine.h"
#include "ui/bridge/CertificateWords.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"

#include <QCheckBox>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tern::ui {
namespace {

constexpr QSize kSize{640, 680};
constexpr int kSide = 32;

} // namespace

CertificateDialog::CertificateDialog(const WindowContext &context, const crypto::CertificateReport &report, QWidget *parent)
    : QDialog(parent), m_context(context), m_report(report)
{
    const Theme &theme = context.theme;
    const QString host = QString::fromStdString(report.host);
    const bool changed = report.has(crypto::CertificateProblem::PinChanged);
    setWindowTitle(tr("Certificate of %1").arg(host));
    auto *wrong = new Banner(theme, Banner::Kind::Bad, joinSentences(certificateSentences(report) << tr("No password was sent to it.")), this);

    auto *content = new QWidget(this);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 8, 0);
    inner->setSpacing(6);
    // First what is to be compared: its fingerprint has to be in sight.
    addText(*inner, tr("The certificate"), certificateFacts(report.leaf));
    if (const QString text = certificateChangesText(report); !text.isEmpty())
        addText(*inner, tr("What changed"), text);
    for (std::size_t i = 1; i < report.chain.size(); ++i)
        addText(*inner, tr("Sent with it, %1 of %2").arg(i).arg(report.chain.size() - 1), certificateFacts(report.chain[i]));
    inner->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *note = new QLabel(this);
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setText(report.isPinnable()
                      ? tr("If this is your own server or your organisation's, ask whoever runs it for the SHA-256 fingerprint, and compare all of it with the one above. Else don't trust it.")
                      : tr("This certificate can't be trusted by anybody: it was taken back, or can be forged. Ask whoever runs the server for another."));
    m_compared = new QCheckBox(tr("I have compared the fingerprint, and trust this certificate for %1 alone").arg(host), this);
    m_compared->setVisible(report.isPinnable());
    m_failure = new Banner(theme, Banner::Kind::Bad, {}, this);
    m_failure->hide();

    m_trust = new FlatButton(theme, tr("Trust it"), this);
    m_trust->setInk(Theme::Ink::Bad);
    m_trust->hide();
    auto *leave = new PrimaryButton(theme, changed ? tr("Trust the old one alone") : tr("Don't trust it"), this);
    auto *later = new FlatButton(theme, tr("Decide later"), this);
    later->setVisible(changed);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(-8, 0, 0, 0);
    foot->addWidget(m_trust);
    foot->addStretch(1);
    foot->addWidget(later);
    foot->addWidget(leave);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSide, 28, kSide, 24);
    column->setSpacing(12);
    column->addWidget(new ElidedLabel(theme, Theme::Type::Subject, Theme::Ink::Text, windowTitle(), this));
    column->addWidget(wrong);
    column->addWidget(scroll, 1);
    column->addWidget(note);
    column->addWidget(m_compared);
    column->addWidget(m_failure);
    column->addLayout(foot);
    resize(kSize);
    setMinimumSize(440, 420);
    leave->setFocus();

    connect(m_compared, &QCheckBox::toggled, m_trust, &QWidget::setVisible);
    connect(m_trust, &QAbstractButton::clicked, this, &CertificateDialog::trust);
    connect(later, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(leave, &QAbstractButton::clicked, this, [this, changed] { changed ? keepOld() : reject(); });
}

void CertificateDialog::addText(QVBoxLayout &column, const QString &heading, const QString &text)
{
    auto *head = new ElidedLabel(m_context.theme, Theme::Type::Strong, Theme::Ink::Text, heading, this);
    head->setContentsMargins(0, 8, 0, 0);
    // What a certificate says is text, whatever it looks like.
    auto *label = new QLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(heading);
    column.addWidget(head);
    column.addWidget(label);
}

void CertificateDialog::trust()
{
    if (!m_compared->isChecked())
        return;
    m_context.engine.trustCertificate(m_report.host, m_report.port, m_report.leaf.sha256, onUi(this, [this](Result<void> outcome) { settle(outcome); }));
}

void CertificateDialog::keepOld()
{
    m_context.engine.keepCertificate(m_report.host, m_report.port, onUi(this, [this](Result<void> outcome) { settle(outcome); }));
}

void CertificateDialog::settle(const Result<void> &outcome)
{
    if (outcome) {
        Q_EMIT decided();
        return accept();
    }
    const ErrorText text = errorText(outcome.error());
    m_failure->setText(text.sentence);
    m_failure->setDetails(text.details);
    m_failure->show();
}

} // namespace tern::ui
