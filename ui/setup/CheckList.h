// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/widgets/StepRow.h"

#include <QWidget>

namespace tern::ui {

/// The live list of checks, a line for each kind, and for each way of finding settings, in the order they began. Thread: UI.
class CheckList final : public QWidget {
    Q_OBJECT

public:
    CheckList(const Theme &theme, QWidget *parent);

    void start(const QString &domain);
    void setStep(const engine::CheckStep &step);
    /// Nothing runs any more: lines still turning are shown as left out.
    void finish();
    [[nodiscard]] std::optional<engine::CheckStep> step(engine::CheckStep::Kind kind) const;
    /// The first that a line tells of.
    [[nodiscard]] std::optional<crypto::CertificateReport> refusedCertificate() const;

private:
    struct Line {
        engine::CheckStep step;
        StepRow *row;
    };
    const Theme &m_theme;
    QString m_domain;
    std::vector<Line> m_lines;
};

} // namespace tern::ui
